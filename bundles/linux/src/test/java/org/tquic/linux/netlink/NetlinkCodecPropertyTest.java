package org.tquic.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class NetlinkCodecPropertyTest {
  /** Parses, and lets only the one error of the codec through. */
  private static void parseAnything(byte[] bytes) {
    try {
      assertThat(NetlinkCodec.parse(ByteBuffer.wrap(bytes)))
          .allSatisfy(frame -> assertThat(frame.toString()).isNotEmpty());
    } catch (MalformedNetlinkException e) {
      assertThat(e).hasMessageMatching("(?s).+");
    }
  }

  @Property(tries = 2000)
  void randomBytesAreReadOrRefused(@ForAll @Size(max = 256) byte[] bytes) {
    parseAnything(bytes);
  }

  @Property(tries = 3000)
  void randomBodiesAreReadOrRefused(
      @ForAll("types") int type,
      @ForAll @IntRange(max = 0x700) int flags,
      @ForAll @Size(max = 200) byte[] body) {
    parseAnything(new MessageWriter(type, flags, 1).bytes(body).finish());
  }

  @Property(tries = 6000)
  void recordingsWithChangedBytesAreReadOrRefused(
      @ForAll("recordings") String name,
      @ForAll @Size(min = 1, max = 8) List<@IntRange(max = 1 << 20) Integer> places,
      @ForAll byte value,
      @ForAll boolean cut) {
    byte[] bytes = Recordings.bytes(name);
    for (int place : places) {
      bytes[place % bytes.length] = value;
    }
    parseAnything(cut ? Arrays.copyOf(bytes, places.getFirst() % bytes.length) : bytes);
  }

  @Provide
  Arbitrary<String> recordings() {
    return Arbitraries.of(Recordings.ALL);
  }

  @Provide
  Arbitrary<Integer> types() {
    return Arbitraries.of(2, 3, 16, 17, 20, 21, 24, 25, 28, 29, 32, 33);
  }

  @Property
  void everyStrictPrefixOfAMessageIsRefused(@ForAll @IntRange(min = 1, max = 59) int length) {
    byte[] whole =
        RouteMessage.to(IpPrefix.parse("10.0.0.0/8"))
            .gateway(InetAddress.ofLiteral("192.0.2.1"))
            .outInterface(3)
            .build()
            .request(NetlinkCodec.RTM_NEWROUTE, 0, 1);
    assertThat(whole).hasSize(60);
    assertThatThrownBy(() -> NetlinkCodec.parse(ByteBuffer.wrap(Arrays.copyOf(whole, length))))
        .isInstanceOf(MalformedNetlinkException.class);
  }

  @Property
  void routesAreReadAsTheyAreWritten(@ForAll("routes") RouteMessage route) {
    assertThat(readBack(route.request(NetlinkCodec.RTM_NEWROUTE, NetlinkCodec.CREATE, 5)))
        .isEqualTo(route);
  }

  @Property
  void rulesAreReadAsTheyAreWritten(@ForAll("rules") RuleMessage rule) {
    assertThat(readBack(rule.request(NetlinkCodec.RTM_NEWRULE, NetlinkCodec.CREATE, 5)))
        .isEqualTo(rule);
  }

  @Property
  void addressesAreReadAsTheyAreWritten(
      @ForAll("prefixes") IpPrefix local,
      @ForAll @IntRange(min = 1) int index,
      @ForAll @IntRange(max = 0x1000) int flags) {
    AddressMessage address = AddressMessage.of(index, local).withFlags(flags);
    assertThat(readBack(address.request(NetlinkCodec.RTM_NEWADDR, NetlinkCodec.CREATE, 5)))
        .isEqualTo(address);
  }

  private static NetlinkMessage readBack(byte[] request) {
    List<NetlinkFrame> frames = NetlinkCodec.parse(ByteBuffer.wrap(request));
    assertThat(frames).hasSize(1);
    assertThat(frames.getFirst().sequence()).isEqualTo(5);
    return frames.getFirst().message();
  }

  private static Arbitrary<InetAddress> addresses(boolean v6) {
    return Arbitraries.bytes().array(byte[].class).ofSize(v6 ? 16 : 4).map(IpPrefix::ofBytes);
  }

  private static Arbitrary<IpPrefix> prefixes(boolean v6) {
    return Combinators.combine(addresses(v6), Arbitraries.integers().between(1, v6 ? 128 : 32))
        .as(IpPrefix::new);
  }

  @Provide
  Arbitrary<IpPrefix> prefixes() {
    return Arbitraries.oneOf(prefixes(false), prefixes(true));
  }

  @Provide
  Arbitrary<RouteMessage> routes() {
    return Arbitraries.of(true, false)
        .flatMap(
            v6 -> {
              Arbitrary<IpPrefix> destinations =
                  Arbitraries.oneOf(Arbitraries.just(IpPrefix.everything(v6)), prefixes(v6));
              Arbitrary<InetAddress> gateways =
                  Arbitraries.oneOf(addresses(false), addresses(true)).injectNull(0.3);
              Arbitrary<List<RouteMessage.NextHop>> hops =
                  Combinators.combine(
                          Arbitraries.integers().greaterOrEqual(1),
                          gateways,
                          Arbitraries.integers().between(1, 256))
                      .as(
                          (index, gateway, weight) ->
                              new RouteMessage.NextHop(index, gateway, weight, 0))
                      .list()
                      .ofMaxSize(64);
              return Combinators.combine(
                      destinations,
                      gateways,
                      hops,
                      Arbitraries.longs().between(0, 0xffff_ffffL),
                      Arbitraries.integers().greaterOrEqual(1),
                      Arbitraries.integers().greaterOrEqual(0),
                      addresses(v6).injectNull(0.5))
                  .as(
                      (destination, gateway, nextHops, metric, table, index, source) ->
                          RouteMessage.to(destination)
                              .gateway(nextHops.isEmpty() ? gateway : null)
                              .nextHops(nextHops)
                              .metric(metric)
                              .table(table)
                              .outInterface(index)
                              .preferredSource(source)
                              .flags(RouteMessage.ON_LINK)
                              .build());
            });
  }

  @Provide
  Arbitrary<RuleMessage> rules() {
    Arbitrary<String> names =
        Arbitraries.strings().alpha().numeric().withChars('.', '-').ofMaxLength(15);
    return Arbitraries.of(true, false)
        .flatMap(
            v6 ->
                Combinators.combine(
                        Arbitraries.longs().between(0, 0xffff_ffffL),
                        Arbitraries.integers().greaterOrEqual(1),
                        prefixes(v6).injectNull(0.5),
                        prefixes(v6).injectNull(0.5),
                        names,
                        Arbitraries.longs().between(0, 0xffff_ffffL),
                        Arbitraries.longs().between(1, 0xffff_ffffL),
                        Arbitraries.integers().between(-1, 32))
                    .as(
                        (priority, table, source, destination, name, mark, mask, suppress) ->
                            RuleMessage.at(priority, v6)
                                .table(table)
                                .source(source)
                                .destination(destination)
                                .inInterface(name)
                                .outInterface(name)
                                .mark(mark)
                                .mask(mask)
                                .suppressPrefixLength(suppress)
                                .protocol((int) (priority & 0xff))
                                .inverted((priority & 1) != 0)
                                .build()));
  }

  @Example
  void anEndlessMessageOfNoLengthIsRefused() {
    byte[] bytes = new byte[64];
    assertThatThrownBy(() -> NetlinkCodec.parse(ByteBuffer.wrap(bytes)))
        .isInstanceOf(MalformedNetlinkException.class)
        .hasMessageContaining("0 bytes");
  }

  @Example
  void anAttributeOfNoLengthIsRefused() {
    byte[] message =
        new MessageWriter(NetlinkCodec.RTM_NEWADDR, 0, 1)
            .u8(AttributeReader.AF_INET)
            .bytes(new byte[7])
            .u32(0)
            .finish();
    assertThatThrownBy(() -> NetlinkCodec.parse(ByteBuffer.wrap(message)))
        .isInstanceOf(MalformedNetlinkException.class)
        .hasMessageContaining("attribute");
  }

  @Example
  void aShortAddressIsRefused() {
    byte[] message =
        AddressMessage.of(1, IpPrefix.parse("192.0.2.1/24"))
            .request(NetlinkCodec.RTM_NEWADDR, 0, 1);
    message[16] = AttributeReader.AF_INET6;
    assertThatThrownBy(() -> NetlinkCodec.parse(ByteBuffer.wrap(message)))
        .isInstanceOf(MalformedNetlinkException.class)
        .hasMessageContaining("expected 16");
  }

  @Example
  void aWirelessEventWithoutTheLinksStateIsNotALink() {
    byte[] message =
        new MessageWriter(NetlinkCodec.RTM_NEWLINK, 0, 1)
            .bytes(new byte[16])
            .attributeText(3, "wlan0")
            .attributeU32(11, 1)
            .finish();
    assertThat(NetlinkCodec.parse(ByteBuffer.wrap(message)))
        .extracting(NetlinkFrame::message)
        .containsExactly(new NetlinkMessage.Other(NetlinkCodec.RTM_NEWLINK));
  }

  @Example
  void otherAddressFamiliesAreLeftAlone() {
    byte[] mpls =
        new MessageWriter(NetlinkCodec.RTM_NEWROUTE, 0, 1).u8(28).bytes(new byte[11]).finish();
    assertThat(NetlinkCodec.parse(ByteBuffer.wrap(mpls)))
        .extracting(NetlinkFrame::message)
        .containsExactly(new NetlinkMessage.Other(NetlinkCodec.RTM_NEWROUTE));
  }

  @Example
  void anInterruptedDumpIsTold() {
    byte[] message = new MessageWriter(NetlinkCodec.NLMSG_DONE, 0x12, 1).u32(0).finish();
    assertThat(NetlinkCodec.parse(ByteBuffer.wrap(message)).getFirst().dumpInterrupted()).isTrue();
  }

  @Example
  void severalMessagesInOneDatagramAreAllRead() {
    byte[] one = new MessageWriter(99, 0, 1).u8(1).finish();
    // The length of the last message need not be a multiple of four.
    ByteBuffer both = ByteBuffer.allocate(20 + one.length).order(ByteOrder.nativeOrder());
    both.put(one).position(20).put(one).flip();
    assertThat(NetlinkCodec.parse(both)).hasSize(2);
  }
}
