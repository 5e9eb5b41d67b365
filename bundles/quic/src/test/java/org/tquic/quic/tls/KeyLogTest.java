package org.tquic.quic.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tquic.quic.EncryptionLevel;

class KeyLogTest {
  private static final HexFormat HEX = HexFormat.of();

  private final List<String> lines = new ArrayList<>();
  private final Map<EncryptionLevel, List<byte[]>> secrets = new EnumMap<>(EncryptionLevel.class);

  private TlsSession handshake(KeyLog log) {
    TestIdentity identity = TestIdentity.of(TestIdentity.Kind.P256, "server");
    TlsSession client =
        TlsSession.client(
            new TestConfig().build().withKeyLog(log),
            new SecureRandom(),
            (level, suite, ours, theirs) -> secrets.put(level, List.of(ours, theirs)));
    TlsSession server =
        TlsSession.server(
            new TestConfig().identity(identity).build(),
            new SecureRandom(),
            (level, suite, ours, theirs) -> {});
    client.start(new byte[0]);
    server.start(new byte[0]);
    while (pass(client, server) | pass(server, client)) {
      // Until neither has anything to say.
    }
    assertThat(client.isComplete()).isTrue();
    return client;
  }

  private static boolean pass(TlsSession from, TlsSession to) {
    boolean any = false;
    for (EncryptionLevel level : EncryptionLevel.values()) {
      if (from.hasOutput(level)) {
        byte[] bytes = from.pollOutput(level);
        to.receive(level, bytes, 0, bytes.length);
        any = true;
      }
    }
    return any;
  }

  private String line(String label, TlsSession session, EncryptionLevel level, int side) {
    return label
        + " "
        + HEX.formatHex(session.clientRandom())
        + " "
        + HEX.formatHex(secrets.get(level).get(side));
  }

  @Test
  void hasTheSecretsOfTheHandshake() {
    TlsSession client = handshake(KeyLog.forDevelopment(true, lines::add));
    assertThat(lines)
        .containsExactly(
            line("CLIENT_HANDSHAKE_TRAFFIC_SECRET", client, EncryptionLevel.HANDSHAKE, 0),
            line("SERVER_HANDSHAKE_TRAFFIC_SECRET", client, EncryptionLevel.HANDSHAKE, 1),
            line("CLIENT_TRAFFIC_SECRET_0", client, EncryptionLevel.ONE_RTT, 0),
            line("SERVER_TRAFFIC_SECRET_0", client, EncryptionLevel.ONE_RTT, 1));
    assertThat(lines)
        .allMatch(text -> text.matches("[A-Z_0]+ [0-9a-f]{64} ([0-9a-f]{64}|[0-9a-f]{96})"));
  }

  @Test
  void thereIsNoneUnlessAskedFor() {
    assertThat(new TestConfig().build().keyLog()).isNull();
    handshake(null);
    assertThat(lines).isEmpty();
  }

  @Test
  void isRefusedInProduction() {
    assertThatIllegalStateException()
        .isThrownBy(() -> KeyLog.forDevelopment(false, lines::add))
        .withMessageContaining("developer mode");
  }
}
