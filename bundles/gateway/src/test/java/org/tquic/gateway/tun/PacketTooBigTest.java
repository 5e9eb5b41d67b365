package org.tquic.gateway.tun;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.net.InetAddress;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tquic.gateway.Cidr;

class PacketTooBigTest {
  private static final int UDP = 17;
  private static final int TCP = 6;
  private static final int DONT_FRAGMENT = 0x4000;
  private final ByteBuf packet = Unpooled.directBuffer(4096);
  private ByteBuf answer;

  @AfterEach
  void release() {
    packet.release();
    if (answer != null) {
      answer.release();
    }
  }

  private void ipv4(int protocol, int fragment, String from, String to, int size) {
    packet.clear().writeZero(7).skipBytes(7);
    packet.writeShort(0x4500).writeShort(size).writeShort(0x1234).writeShort(fragment);
    packet.writeByte(61).writeByte(protocol).writeShort(0);
    packet.writeBytes(address(from)).writeBytes(address(to));
    fill(size);
  }

  private void ipv6(int next, String from, String to, int size) {
    packet.clear().writeZero(3).skipBytes(3);
    packet.writeInt(0x6000_0000).writeShort(size - 40).writeByte(next).writeByte(61);
    packet.writeBytes(address(from)).writeBytes(address(to));
    fill(size);
  }

  private void fill(int size) {
    for (int i = 0; packet.readableBytes() < size; i++) {
      packet.writeByte(i | 0x80);
    }
  }

  private static byte[] address(String text) {
    return Cidr.parseAddress(text).getAddress();
  }

  private ByteBuf answer(int mtu) {
    byte[] before = ByteBufUtil.getBytes(packet);
    answer = PacketTooBig.answer(packet, mtu, UnpooledByteBufAllocator.DEFAULT);
    assertThat(ByteBufUtil.getBytes(packet)).isEqualTo(before);
    return answer;
  }

  private static InetAddress read(ByteBuf from, int at, int length) {
    return Cidr.fromBytes(ByteBufUtil.getBytes(from, at, length));
  }

  @Test
  void answersIpv4InTheFormOfRfc1191() {
    ipv4(TCP, DONT_FRAGMENT, "192.168.77.2", "198.51.100.2", 1500);
    ByteBuf icmp = answer(1400);
    assertThat(InnerPacket.version(icmp)).isEqualTo(4);
    assertThat(icmp.readableBytes()).isEqualTo(576);
    assertThat(read(icmp, 12, 4)).isEqualTo(Cidr.parseAddress("198.51.100.2"));
    assertThat(read(icmp, 16, 4)).isEqualTo(Cidr.parseAddress("192.168.77.2"));
    assertThat(icmp.getByte(9)).isEqualTo((byte) 1);
    assertThat(icmp.getByte(20)).as("destination unreachable").isEqualTo((byte) 3);
    assertThat(icmp.getByte(21)).as("fragmentation needed").isEqualTo((byte) 4);
    assertThat(icmp.getUnsignedShort(26)).isEqualTo(1400);
    assertThat(ByteBufUtil.getBytes(icmp, 28, 548))
        .isEqualTo(ByteBufUtil.getBytes(packet, packet.readerIndex(), 548));
    assertThat(Checksum.finish(Checksum.sum(icmp, 0, 20))).isZero();
    assertThat(Checksum.finish(Checksum.sum(icmp, 20, 556))).isZero();
  }

  @Test
  void answersIpv6InTheFormOfRfc4443() {
    ipv6(TCP, "fd00::2", "2001:db8::9", 1500);
    ByteBuf icmp = answer(1400);
    assertThat(InnerPacket.version(icmp)).isEqualTo(6);
    assertThat(icmp.readableBytes()).isEqualTo(1280);
    assertThat(read(icmp, 8, 16)).isEqualTo(Cidr.parseAddress("2001:db8::9"));
    assertThat(read(icmp, 24, 16)).isEqualTo(Cidr.parseAddress("fd00::2"));
    assertThat(icmp.getByte(40)).as("packet too big").isEqualTo((byte) 2);
    assertThat(icmp.getInt(44)).isEqualTo(1400);
    assertThat(ipv6Checksum(icmp)).isZero();
  }

  /** RFC 8200 section 8.1, reckoned over a pseudo-header that is really built. */
  private static int ipv6Checksum(ByteBuf icmp) {
    ByteBuf whole = Unpooled.buffer();
    whole.writeBytes(icmp, 8, 32).writeInt(icmp.readableBytes() - 40).writeInt(58);
    whole.writeBytes(icmp, 40, icmp.readableBytes() - 40);
    return Checksum.finish(Checksum.sum(whole, 0, whole.readableBytes()));
  }

  @Test
  void quotesASmallIpv4PacketWhole() {
    ipv4(UDP, DONT_FRAGMENT, "10.77.0.2", "198.51.100.2", 301);
    assertThat(answer(300).readableBytes()).isEqualTo(329);
    assertThat(Checksum.finish(Checksum.sum(answer, 20, 309))).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "17, 0, 10.0.0.1, 198.51.100.2",
    "17, 0x4001, 10.0.0.1, 198.51.100.2",
    "17, 0x4000, 0.0.0.0, 198.51.100.2",
    "17, 0x4000, 224.0.0.1, 198.51.100.2",
    "17, 0x4000, 127.0.0.1, 198.51.100.2",
    "17, 0x4000, 10.0.0.1, 239.1.1.1",
    "17, 0x4000, 10.0.0.1, 255.255.255.255"
  })
  void keepsSilentWhereRfc1812Says(int protocol, String fragment, String from, String to) {
    ipv4(protocol, Integer.decode(fragment), from, to, 1500);
    assertThat(answer(1400)).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5, 11, 12})
  void neverAnswersAnIcmpError(int type) {
    ipv4(1, DONT_FRAGMENT, "10.0.0.1", "198.51.100.2", 1500);
    packet.setByte(packet.readerIndex() + 20, type);
    assertThat(answer(1400)).isNull();
  }

  @Test
  void answersAnEcho() {
    ipv4(1, DONT_FRAGMENT, "10.0.0.1", "198.51.100.2", 1500);
    packet.setByte(packet.readerIndex() + 20, 8);
    assertThat(answer(1400)).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "1, false",
    "2, false",
    "4, false",
    "127, false",
    "137, false",
    "128, true",
    "129, true"
  })
  void looksForIcmpv6ErrorsBehindExtensionHeaders(int type, boolean answered) {
    ipv6(0, "fd00::2", "2001:db8::9", 1500);
    int at = packet.readerIndex();
    packet.setByte(at + 40, 60).setByte(at + 41, 1);
    packet.setByte(at + 56, 58).setByte(at + 57, 0);
    packet.setByte(at + 64, type);
    assertThat(answer(1400) != null).isEqualTo(answered);
  }

  @ParameterizedTest
  @CsvSource({"0, true", "1, true", "8, false", "0xfff9, false"})
  void answersTheFirstFragmentOnly(String offset, boolean answered) {
    ipv6(44, "fd00::2", "2001:db8::9", 1500);
    int at = packet.readerIndex();
    packet.setByte(at + 40, UDP).setShort(at + 42, Integer.decode(offset));
    assertThat(answer(1400) != null).isEqualTo(answered);
  }

  @ParameterizedTest
  @CsvSource({"fe80::1, 2001:db8::9", "fd00::2, ff02::1", "::, 2001:db8::9"})
  void keepsSilentWhereRfc4443Says(String from, String to) {
    ipv6(UDP, from, to, 1500);
    assertThat(answer(1400)).isNull();
  }

  @Test
  void neverAsksForLessThanEveryIpv6LinkMustCarry() {
    ipv6(UDP, "fd00::2", "2001:db8::9", 1300);
    assertThat(answer(1200).getInt(44)).isEqualTo(1280);
    ipv6(UDP, "fd00::2", "2001:db8::9", 1280);
    answer.release();
    assertThat(answer(1200)).isNull();
  }

  @Property
  void survivesAnyBytes(
      @ForAll @Size(max = 200) byte[] bytes, @ForAll @IntRange(min = 68, max = 1500) int mtu) {
    ByteBuf any = Unpooled.wrappedBuffer(bytes);
    ByteBuf made = PacketTooBig.answer(any, mtu, UnpooledByteBufAllocator.DEFAULT);
    if (made != null) {
      assertThat(InnerPacket.version(made)).isIn(4, 6);
      made.release();
    }
  }

  @Property
  void survivesAnyIpv6ExtensionHeaders(@ForAll @Size(1400) byte[] body) {
    ipv6(0, "fd00::2", "2001:db8::9", 1440);
    packet.setBytes(packet.readerIndex() + 40, body);
    ByteBuf made = answer(1280);
    if (made != null) {
      assertThat(ipv6Checksum(made)).isZero();
      made.release();
      answer = null;
    }
  }

  @Test
  void tellsWholePacketsFromOthers() {
    ipv4(UDP, 0, "10.0.0.1", "10.0.0.2", 100);
    assertThat(InnerPacket.version(packet)).isEqualTo(4);
    assertThat(InnerPacket.isForwardable(packet, 4)).isTrue();
    packet.writerIndex(packet.writerIndex() - 1);
    assertThat(InnerPacket.version(packet)).isZero();
    ipv6(UDP, "fe80::1", "fd00::1", 100);
    assertThat(InnerPacket.version(packet)).isEqualTo(6);
    assertThat(InnerPacket.isForwardable(packet, 6)).isFalse();
    ipv4(UDP, 0, "10.0.0.1", "169.254.3.4", 100);
    assertThat(InnerPacket.isForwardable(packet, 4)).isFalse();
    ipv4(2, 0, "10.0.0.1", "224.0.0.22", 100);
    assertThat(InnerPacket.isForwardable(packet, 4)).isFalse();
  }
}
