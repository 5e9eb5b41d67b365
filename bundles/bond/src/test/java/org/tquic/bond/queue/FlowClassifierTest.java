package org.tquic.bond.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tquic.bond.wire.DataHeader;
import org.tquic.spi.scheduler.SendUnit.TrafficClass;

class FlowClassifierTest {
  private static final int ICMP = 1;
  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final int ICMP_V6 = 58;
  private static final int MORE_FRAGMENTS = 0x2000;

  private static ByteBuf ipv4(int protocol, int source, int destination, int size) {
    ByteBuf packet = Unpooled.buffer().writeZero(size);
    packet.setByte(0, 0x45).setShort(2, size).setByte(8, 64).setByte(9, protocol);
    packet.setInt(12, 0x0a000001).setInt(16, 0xc6336402);
    return size < 24 ? packet : packet.setShort(20, source).setShort(22, destination);
  }

  private static ByteBuf ipv6(int protocol, int source, int destination, int size) {
    ByteBuf packet = Unpooled.buffer().writeZero(size);
    packet.setByte(0, 0x60).setShort(4, size - 40).setByte(6, protocol);
    packet.setLong(8, 0x20010db800000000L).setLong(16, 1);
    packet.setLong(24, 0x20010db800000001L).setLong(32, 2);
    return size < 44 ? packet : packet.setShort(40, source).setShort(42, destination);
  }

  private static int hash(ByteBuf packet) {
    return FlowClassifier.flowHash(packet);
  }

  @Property
  void packetsOfOneConnectionAreOneFlowWhateverTheyCarry(
      @ForAll @IntRange(max = 0xffff) int source,
      @ForAll @IntRange(max = 0xffff) int destination,
      @ForAll @IntRange(min = 44, max = 1400) int size,
      @ForAll @Size(min = 200, max = 200) byte[] data) {
    for (int protocol : new int[] {TCP, UDP}) {
      ByteBuf other = ipv4(protocol, source, destination, 300).setBytes(24, data).setShort(4, 77);
      assertThat(hash(other)).isEqualTo(hash(ipv4(protocol, source, destination, size)));
      ByteBuf other6 = ipv6(protocol, source, destination, 300).setBytes(44, data);
      assertThat(hash(other6)).isEqualTo(hash(ipv6(protocol, source, destination, size)));
    }
  }

  @Property
  void bytesThatAreNoPacketAreTolerated(
      @ForAll @IntRange(max = 255) int first, @ForAll @Size(max = 400) byte[] rest) {
    ByteBuf bytes = Unpooled.buffer().writeZero(7).writeByte(first).writeBytes(rest).skipBytes(7);
    int hash = hash(bytes);
    TrafficClass trafficClass = FlowClassifier.trafficClass(bytes, false);
    ByteBuf elsewhere = bytes.copy();
    assertThat(hash(elsewhere)).isEqualTo(hash);
    assertThat(FlowClassifier.trafficClass(elsewhere, false)).isEqualTo(trafficClass);
  }

  @Property
  void packetsCutShortAreTolerated(
      @ForAll @IntRange(max = 0xff) int firstByte, @ForAll @IntRange(max = 200) int length) {
    for (ByteBuf whole : new ByteBuf[] {ipv4(UDP, 53, 53, 200), ipv6(TCP, 1, 2, 200)}) {
      ByteBuf cut = Unpooled.copiedBuffer(whole.slice(0, length));
      if (length > 0) {
        cut.setByte(0, firstByte);
      }
      assertThat(hash(cut)).isEqualTo(hash(cut.copy()));
      assertThat(FlowClassifier.trafficClass(cut, false)).isNotNull();
    }
  }

  @Test
  void anEmptyBufferIsFlowZero() {
    assertThat(hash(Unpooled.EMPTY_BUFFER)).isZero();
  }

  @Test
  void connectionsSpreadOverTheBuckets() {
    // 1024 balls into 1024 bins leave about 1/e of the bins empty: 647 used.
    for (boolean v6 : new boolean[] {false, true}) {
      long used =
          IntStream.range(0, 1024)
              .map(i -> 40_000 + i)
              .map(port -> hash(v6 ? ipv6(TCP, port, 443, 60) : ipv4(TCP, port, 443, 60)))
              .map(hash -> hash & DataHeader.BUCKETS - 1)
              .distinct()
              .count();
      assertThat(used).isGreaterThan(580);
    }
  }

  @Test
  void hostsSpreadOverTheBuckets() {
    long used =
        IntStream.range(0, 1024)
            .map(i -> hash(ipv4(TCP, 40_000, 443, 60).setInt(16, 0x08080000 + i)))
            .map(hash -> hash & DataHeader.BUCKETS - 1)
            .distinct()
            .count();
    assertThat(used).isGreaterThan(580);
  }

  @Test
  void protocolsAreToldApart() {
    assertThat(hash(ipv4(TCP, 5, 6, 60))).isNotEqualTo(hash(ipv4(UDP, 5, 6, 60)));
    assertThat(hash(ipv6(TCP, 5, 6, 60))).isNotEqualTo(hash(ipv6(UDP, 5, 6, 60)));
  }

  @Test
  void ipv4OptionsDoNotHideThePorts() {
    ByteBuf plain = ipv4(UDP, 1000, 2000, 300);
    ByteBuf options = ipv4(UDP, 0, 0, 300).setByte(0, 0x46).setShort(24, 1000).setShort(26, 2000);
    assertThat(hash(options)).isEqualTo(hash(plain));
  }

  /** Only the first fragment has ports, so none may count. */
  @Test
  void fragmentsOfOnePacketStayTogether() {
    ByteBuf first = ipv4(UDP, 1000, 2000, 1300).setShort(6, MORE_FRAGMENTS);
    ByteBuf middle = ipv4(UDP, 0xabcd, 0x1234, 1300).setShort(6, MORE_FRAGMENTS | 160);
    ByteBuf last = ipv4(UDP, 0x9999, 0x8888, 300).setShort(6, 320);
    assertThat(hash(middle)).isEqualTo(hash(first));
    assertThat(hash(last)).isEqualTo(hash(first));
  }

  @Test
  void icmpNamesAndSmallPacketsAreUrgentBulkIsNot() {
    assertUrgency(TrafficClass.INTERACTIVE, ipv4(ICMP, 8, 0, 1300), ipv6(ICMP_V6, 128, 0, 1300));
    assertUrgency(TrafficClass.INTERACTIVE, ipv4(UDP, 53, 4000, 900), ipv6(UDP, 4000, 53, 900));
    assertUrgency(TrafficClass.INTERACTIVE, ipv4(TCP, 443, 4000, 52), ipv6(TCP, 443, 4000, 72));
    assertUrgency(TrafficClass.BULK, ipv4(TCP, 443, 4000, 1300), ipv6(UDP, 443, 4000, 1300));
    assertUrgency(TrafficClass.BULK, ipv4(TCP, 53, 4000, 1300), ipv6(TCP, 53, 4000, 1300));
  }

  private static void assertUrgency(TrafficClass expected, ByteBuf... packets) {
    assertThat(packets)
        .extracting(p -> FlowClassifier.trafficClass(p, false))
        .containsOnly(expected);
  }

  private static ByteBuf[] marked(int codePoint) {
    return new ByteBuf[] {
      ipv4(UDP, 443, 4000, 1300).setByte(1, codePoint << 2 | 1),
      ipv6(UDP, 443, 4000, 1300).setShort(0, 0x6000 | codePoint << 6 | 0x1f)
    };
  }

  /** RFC 4594: CS4, AF41 to AF43, CS5, VOICE-ADMIT, EF, CS6. */
  @ParameterizedTest
  @ValueSource(ints = {32, 34, 36, 38, 40, 44, 46, 48})
  void whatIsMarkedForCallsAndGamesIsUrgent(int codePoint) {
    assertUrgency(TrafficClass.INTERACTIVE, marked(codePoint));
  }

  /** Default, AF11, CS2, AF33, and CS7, which no host has to use. */
  @ParameterizedTest
  @ValueSource(ints = {0, 10, 16, 30, 56})
  void otherMarksAreNot(int codePoint) {
    assertUrgency(TrafficClass.BULK, marked(codePoint));
  }

  @Test
  void aLightFlowIsUrgentUnlessItsSenderSaysThatItIsNot() {
    for (ByteBuf packet : marked(0)) {
      assertThat(FlowClassifier.trafficClass(packet, true)).isEqualTo(TrafficClass.INTERACTIVE);
    }
    // LE of RFC 8622, and CS1, which meant the same before.
    for (int codePoint : new int[] {1, 8}) {
      for (ByteBuf packet : marked(codePoint)) {
        assertThat(FlowClassifier.trafficClass(packet, true)).isEqualTo(TrafficClass.BULK);
      }
    }
  }
}
