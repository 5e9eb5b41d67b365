package org.tquic.bond.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tquic.api.bond.PathStatus;
import org.tquic.bond.CongestionChoice;
import org.tquic.bond.InetPrefix;
import org.tquic.bond.ServerBondsConfig;
import org.tquic.bond.ServerBondsPolicy;
import org.tquic.masque.HttpRequestInfo;
import org.tquic.masque.Responder;

/** How long a server keeps a connection of somebody that it does not know. */
class StrangersTest implements ServerBondsPolicy {
  private static final long PATIENCE_MS = 1000 * Strangers.PATIENCE_SECONDS;

  private final FakeConnection connection = new FakeConnection();
  private Admission admission = new Admission.Refused(403, "unknown-router", "no such key");

  StrangersTest() {
    new ServerSessions(
            new ServerBondsConfig(
                null, null, null, null, null, new CongestionChoice("none", "none")),
            null,
            this)
        .onConnection(connection.channel);
  }

  @Test
  void aStrangerHasTheTimeOfAnEnrolment() {
    connection.advanceMs(PATIENCE_MS - 1);
    assertThat(connection.embedded.isOpen()).isTrue();
    connection.advanceMs(1);
    assertThat(connection.closeReason).isEqualTo("NOT_PAIRED");
  }

  @Test
  void aRouterStays() {
    connection.advanceMs(PATIENCE_MS / 2);
    admission = new Admission.Admitted("home");
    connection.advanceMs(10 * PATIENCE_MS);
    assertThat(connection.embedded.isOpen()).isTrue();
  }

  @Override
  public Admission admit(List<X509Certificate> chain) {
    return admission;
  }

  @Override
  public List<InetPrefix> lease(String name) {
    return List.of();
  }

  @Override
  public void onRequest(HttpRequestInfo request, Responder responder) {}

  @Override
  public void onMtu(int bytes) {}

  @Override
  public void onPath(PathStatus path) {}

  @Override
  public void onTooBig(ByteBuf packet, int maxBytes) {}
}
