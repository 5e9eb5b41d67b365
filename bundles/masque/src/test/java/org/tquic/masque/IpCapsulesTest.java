package org.tquic.masque;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.net.InetAddress;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IpCapsulesTest {
  private static final int MAX = 64;

  private static InetAddress ip(String text) {
    return InetAddress.ofLiteral(text);
  }

  /** A capsule's value, without type and length. */
  private static ByteBuf value(ByteBuf capsule) {
    Varint.read(capsule);
    assertThat(Varint.read(capsule)).isEqualTo(capsule.readableBytes());
    return capsule;
  }

  private static ByteBuf hex(String text) {
    return Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(text.replace(" ", "")));
  }

  @Test
  void anAssignmentLooksAsTheRfcDraws() throws MasqueException {
    AddressAssign assign =
        new AddressAssign(
            List.of(
                new AssignedAddress(1, ip("10.77.0.2"), 32),
                new AssignedAddress(0, ip("fd00::"), 64)));
    ByteBuf capsule = IpCapsules.encode(assign);
    assertThat(ByteBufUtil.hexDump(capsule))
        .isEqualTo(
            "01"
                + "1a" // type, length
                + "01"
                + "04"
                + "0a4d0002"
                + "20"
                + "00"
                + "06"
                + "fd000000000000000000000000000000"
                + "40");
    assertThat(IpCapsules.decodeAssign(value(capsule), MAX)).isEqualTo(assign);
  }

  @Test
  void anEmptyAssignmentTakesAllAddressesAway() throws MasqueException {
    AddressAssign none = new AddressAssign(List.of());
    assertThat(IpCapsules.decodeAssign(value(IpCapsules.encode(none)), MAX)).isEqualTo(none);
  }

  @Test
  void aRequestKeepsItsIds() throws MasqueException {
    AddressRequest request =
        new AddressRequest(
            List.of(
                new AssignedAddress(1, ip("0.0.0.0"), 32),
                new AssignedAddress(70000, ip("::"), 128)));
    assertThat(IpCapsules.decodeRequest(value(IpCapsules.encode(request)), MAX)).isEqualTo(request);
  }

  @Test
  void routesKeepTheirOrder() throws MasqueException {
    RouteAdvertisement routes =
        new RouteAdvertisement(
            List.of(
                new AddressRange(ip("0.0.0.0"), ip("9.255.255.255"), 0),
                new AddressRange(ip("11.0.0.0"), ip("255.255.255.255"), 0),
                new AddressRange(ip("0.0.0.0"), ip("255.255.255.255"), 6),
                new AddressRange(ip("::"), ip("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"), 0)));
    assertThat(IpCapsules.decodeRoutes(value(IpCapsules.encode(routes)), MAX)).isEqualTo(routes);
  }

  @ParameterizedTest
  @CsvSource({
    "bits beyond the prefix, 01 04 0a4d0002 18",
    "prefix too long, 01 04 0a4d0002 21",
    "no such IP version, 01 05 0a4d0002 20",
    "address cut, 01 04 0a4d00",
    "prefix missing, 01 04 0a4d0002",
    "request ID cut, 40",
  })
  void badAssignmentsAreMalformed(String why, String bytes) {
    assertThatThrownBy(() -> IpCapsules.decodeAssign(hex(bytes), MAX))
        .as(why)
        .isInstanceOfSatisfying(
            MasqueException.class,
            e -> assertThat(e.kind()).isEqualTo(MasqueException.Kind.PROTOCOL));
  }

  @ParameterizedTest
  @CsvSource({
    "nothing asked for, ''",
    "request ID zero, 00 04 00000000 20",
    "request ID twice, 01 04 00000000 20 01 06 00000000000000000000000000000000 80",
  })
  void badRequestsAreMalformed(String why, String bytes) {
    assertThatThrownBy(() -> IpCapsules.decodeRequest(hex(bytes), MAX))
        .as(why)
        .isInstanceOf(MasqueException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "end below start, 04 0a000001 0a000000 00",
    "overlap, 04 0a000000 0a0000ff 00 04 0a0000ff 0a0001ff 00",
    "out of order, 04 0b000000 0b0000ff 00 04 0a000000 0a0000ff 00",
    "protocols out of order, 04 0a000000 0a0000ff 06 04 0b000000 0b0000ff 00",
    "IPv6 before IPv4, 06 00000000000000000000000000000000"
        + " 00000000000000000000000000000001 00 04 0a000000 0a0000ff 00",
    "cut, 04 0a000000 0a0000ff",
  })
  void badRoutesAreMalformed(String why, String bytes) {
    assertThatThrownBy(() -> IpCapsules.decodeRoutes(hex(bytes), MAX))
        .as(why)
        .isInstanceOf(MasqueException.class);
  }

  @Test
  void theNumberOfEntriesIsLimited() {
    ByteBuf many = Unpooled.buffer();
    for (int i = 0; i <= MAX; i++) {
      many.writeBytes(hex("00 04 0a4d0002 20"));
    }
    assertThatThrownBy(() -> IpCapsules.decodeAssign(many, MAX))
        .isInstanceOfSatisfying(
            MasqueException.class, e -> assertThat(e.kind()).isEqualTo(MasqueException.Kind.LIMIT));
  }

  @Provide
  Arbitrary<AssignedAddress> addresses() {
    Arbitrary<byte[]> bytes =
        Arbitraries.bytes().array(byte[].class).ofSize(4).edgeCases(config -> config.none());
    return Combinators.combine(
            Arbitraries.longs().between(0, Varint.MAX),
            bytes,
            Arbitraries.integers().between(0, 32))
        .as(
            (id, address, prefix) -> {
              for (int bit = prefix; bit < 32; bit++) {
                address[bit / 8] &= (byte) ~(0x80 >> (bit % 8));
              }
              try {
                return new AssignedAddress(id, InetAddress.getByAddress(address), prefix);
              } catch (java.net.UnknownHostException e) {
                throw new IllegalStateException(e);
              }
            });
  }

  @Property
  void assignmentsComeBack(@ForAll List<@net.jqwik.api.From("addresses") AssignedAddress> list)
      throws MasqueException {
    AddressAssign assign = new AddressAssign(list);
    assertThat(IpCapsules.decodeAssign(value(IpCapsules.encode(assign)), 1000)).isEqualTo(assign);
  }

  @Property
  void anyBytesGiveAValueOrATypedError(@ForAll byte[] bytes) {
    decodeAll(bytes);
  }

  @Property
  void changedBytesGiveAValueOrATypedError(
      @ForAll List<@net.jqwik.api.From("addresses") AssignedAddress> list,
      @ForAll @IntRange(max = 500) int at,
      @ForAll byte change) {
    ByteBuf capsule = value(IpCapsules.encode(new AddressAssign(list)));
    byte[] bytes = ByteBufUtil.getBytes(capsule);
    if (bytes.length > 0) {
      bytes[at % bytes.length] ^= change;
    }
    decodeAll(bytes);
  }

  private interface Decoder {
    Object decode(ByteBuf value) throws MasqueException;
  }

  private static void decodeAll(byte[] bytes) {
    List<Decoder> decoders =
        List.of(
            value -> IpCapsules.decodeAssign(value, MAX),
            value -> IpCapsules.decodeRequest(value, MAX),
            value -> IpCapsules.decodeRoutes(value, MAX));
    for (Decoder decoder : decoders) {
      try {
        assertThat(decoder.decode(Unpooled.wrappedBuffer(bytes))).isNotNull();
      } catch (MasqueException e) {
        assertThat(e.kind()).isIn(MasqueException.Kind.PROTOCOL, MasqueException.Kind.LIMIT);
      }
    }
  }
}
