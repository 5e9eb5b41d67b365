package org.tquic.quic.tls;

import java.util.HexFormat;
import java.util.Objects;
import java.util.function.Consumer;
import org.tquic.quic.EncryptionLevel;

/**
 * Writes the traffic secrets of handshakes, so that captured packets can be read: the SSLKEYLOGFILE
 * format of draft-ietf-tls-keylogfile. Whoever has these lines can read all that the connections
 * said. This is therefore for developers alone; nothing makes a key log but {@link
 * #forDevelopment}, and nothing else of the engine ever shows a secret.
 */
public final class KeyLog {
  private final Consumer<String> lines;

  private KeyLog(Consumer<String> lines) {
    this.lines = lines;
  }

  /**
   * A key log, where the operator has said in so many words that this is a developer's machine.
   *
   * @param developerMode the operator's word; there is no default
   * @param lines takes each line, without its end; called by the thread that drives the connection
   * @throws IllegalStateException without developer mode
   */
  public static KeyLog forDevelopment(boolean developerMode, Consumer<String> lines) {
    if (!developerMode) {
      throw new IllegalStateException(
          "a key log gives away all traffic and is refused outside developer mode");
    }
    return new KeyLog(Objects.requireNonNull(lines));
  }

  void onSecrets(
      EncryptionLevel level, byte[] clientRandom, byte[] clientSecret, byte[] serverSecret) {
    String label =
        level == EncryptionLevel.HANDSHAKE ? "HANDSHAKE_TRAFFIC_SECRET" : "TRAFFIC_SECRET_0";
    write("CLIENT_" + label, clientRandom, clientSecret);
    write("SERVER_" + label, clientRandom, serverSecret);
  }

  private void write(String label, byte[] clientRandom, byte[] secret) {
    HexFormat hex = HexFormat.of();
    lines.accept(label + " " + hex.formatHex(clientRandom) + " " + hex.formatHex(secret));
  }
}
