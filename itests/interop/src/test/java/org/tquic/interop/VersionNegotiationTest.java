package org.tquic.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.tquic.quic.wire.PacketHeader;
import org.tquic.quic.wire.QuicVersion;
import org.tquic.quic.wire.VersionNegotiation;
import org.tquic.quic.wire.WireWriter;

/** RFC 9000 section 6, with a client that speaks a version nobody knows. */
class VersionNegotiationTest {
  private static final int UNKNOWN = 0x1a2a3a4a;
  private static final byte[] DESTINATION = {1, 2, 3, 4, 5, 6, 7, 8};
  private static final byte[] SOURCE = {9, 10, 11, 12, 13};

  @Test
  void weTellStrangersWhatWeSpeak() throws IOException {
    try (TquicSide ours = new TquicSide(new Setup())) {
      ours.listen();
      checkAnswer(ours.local);
      assertThat(ours.counters().versionNegotiations()).isEqualTo(1);
    }
  }

  @Test
  void weUnderstandWhatQuicheAnswers() throws IOException {
    try (QuicheSide quiche = new QuicheSide(new Setup())) {
      checkAnswer(quiche.listen());
    }
  }

  static void checkAnswer(InetSocketAddress server) throws IOException {
    byte[] hello = new byte[1200];
    WireWriter out = new WireWriter().reset(hello, 0, hello.length);
    out.u8(0xc0);
    out.u32(UNKNOWN);
    out.u8(DESTINATION.length);
    out.bytes(DESTINATION);
    out.u8(SOURCE.length);
    out.bytes(SOURCE);
    try (DatagramSocket socket =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      socket.setSoTimeout((int) (Waiting.SECONDS * 1000));
      socket.send(new DatagramPacket(hello, hello.length, server));
      byte[] answer = new byte[1500];
      DatagramPacket packet = new DatagramPacket(answer, answer.length);
      socket.receive(packet);
      PacketHeader header = new PacketHeader();
      assertThat(header.parse(answer, 0, packet.getLength(), 8)).isTrue();
      assertThat(header.version()).isZero();
      assertThat(bytes(answer, header.dcidOffset(), header.dcidLength())).isEqualTo(SOURCE);
      assertThat(bytes(answer, header.scidOffset(), header.scidLength())).isEqualTo(DESTINATION);
      assertThat(VersionNegotiation.parse(answer, header))
          .contains(QuicVersion.V1)
          .doesNotContain(UNKNOWN);
    }
  }

  private static byte[] bytes(byte[] array, int offset, int length) {
    return Arrays.copyOfRange(array, offset, offset + length);
  }
}
