package org.tquic.paths.doctor.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class UdpFrameTest {
  private static final InetSocketAddress SERVER = at("203.0.113.1", 4433);
  private static final InetSocketAddress OWN = at("10.71.0.2", 50_000);
  private static final InetSocketAddress SERVER6 = at("2001:db8::1", 4433);
  private static final InetSocketAddress OWN6 = at("2001:db8:71::2", 50_000);

  private static InetSocketAddress at(String host, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(host), port);
  }

  private static byte[] ipv4(InetSocketAddress from, InetSocketAddress to, int options) {
    ByteBuffer packet = ByteBuffer.allocate(28 + options);
    packet.put(0, (byte) (0x45 + options / 4)).put(9, (byte) 17);
    packet.put(12, from.getAddress().getAddress()).put(16, to.getAddress().getAddress());
    packet.putShort(20 + options, (short) from.getPort());
    packet.putShort(22 + options, (short) to.getPort());
    return packet.array();
  }

  private static byte[] ipv6(InetSocketAddress from, InetSocketAddress to) {
    ByteBuffer packet = ByteBuffer.allocate(48);
    packet.put(0, (byte) 0x60).put(6, (byte) 17);
    packet.put(8, from.getAddress().getAddress()).put(24, to.getAddress().getAddress());
    packet.putShort(40, (short) from.getPort()).putShort(42, (short) to.getPort());
    return packet.array();
  }

  private static byte[] ethernet(int type, byte[] packet) {
    byte[] frame = new byte[14 + packet.length];
    frame[12] = (byte) (type >> 8);
    frame[13] = (byte) type;
    System.arraycopy(packet, 0, frame, 14, packet.length);
    return frame;
  }

  private static boolean isAnswer(byte[] frame) {
    return UdpFrame.isBetween(SERVER, OWN, frame, frame.length);
  }

  @Test
  void anAnswerIsKnownWithAndWithoutEthernet() {
    assertThat(isAnswer(ethernet(0x0800, ipv4(SERVER, OWN, 0)))).isTrue();
    assertThat(isAnswer(ethernet(0x0800, ipv4(SERVER, OWN, 12)))).isTrue();
    assertThat(isAnswer(ipv4(SERVER, OWN, 0))).isTrue();
    byte[] six = ethernet(0x86dd, ipv6(SERVER6, OWN6));
    assertThat(UdpFrame.isBetween(SERVER6, OWN6, six, six.length)).isTrue();
    assertThat(isAnswer(six)).isFalse();
  }

  @Test
  void otherAddressesPortsProtocolsAndFragmentsAreNot() {
    assertThat(isAnswer(ethernet(0x0800, ipv4(OWN, SERVER, 0)))).isFalse();
    assertThat(isAnswer(ethernet(0x0800, ipv4(at("203.0.113.2", 4433), OWN, 0)))).isFalse();
    assertThat(isAnswer(ethernet(0x0800, ipv4(SERVER, at("10.71.0.2", 50_001), 0)))).isFalse();
    byte[] tcp = ipv4(SERVER, OWN, 0);
    tcp[9] = 6;
    assertThat(isAnswer(tcp)).isFalse();
    byte[] fragment = ipv4(SERVER, OWN, 0);
    fragment[7] = 1;
    assertThat(isAnswer(fragment)).isFalse();
  }

  @Test
  void aFrameCutShortIsNoAnswer() {
    byte[] whole = ethernet(0x0800, ipv4(SERVER, OWN, 0));
    for (int length = 0; length < 14 + 24; length++) {
      assertThat(UdpFrame.isBetween(SERVER, OWN, Arrays.copyOf(whole, length), length)).isFalse();
    }
  }

  @Property
  void anythingIsAnAnswerOrNot(@ForAll @Size(max = 70) byte[] frame, @ForAll byte first) {
    if (frame.length > 14) {
      frame[12] = (byte) (first % 2 == 0 ? 0x08 : 0x86);
      frame[13] = (byte) (first % 2 == 0 ? 0x00 : 0xdd);
      frame[14] = first;
    }
    assertThat(UdpFrame.isBetween(SERVER, OWN, frame, frame.length)).isFalse();
    assertThat(UdpFrame.isBetween(SERVER6, OWN6, frame, frame.length)).isFalse();
  }
}
