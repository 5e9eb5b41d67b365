package org.tquic.bond.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tquic.bond.wire.ControlMessage.Announce;
import org.tquic.bond.wire.ControlMessage.Call;
import org.tquic.bond.wire.ControlMessage.CarrierFeedback;
import org.tquic.bond.wire.ControlMessage.CarrierHealth;
import org.tquic.bond.wire.ControlMessage.Feedback;
import org.tquic.bond.wire.ControlMessage.Health;
import org.tquic.bond.wire.ControlMessage.LinkTier;
import org.tquic.bond.wire.ControlMessage.Ping;
import org.tquic.bond.wire.ControlMessage.Pong;
import org.tquic.bond.wire.ControlMessage.Quiet;
import org.tquic.bond.wire.ControlMessage.Tiered;
import org.tquic.bond.wire.ControlMessage.Tiers;
import org.tquic.bond.wire.ControlMessage.Verdict;

class ControlMessageTest {
  @Property
  void whatOneEndWritesTheOtherReads(@ForAll("messages") ControlMessage message) {
    assertThat(ControlMessage.decode(encode(message)))
        .usingRecursiveComparison()
        .isEqualTo(message);
  }

  @Property
  void aMessageCutShortIsRefused(
      @ForAll("messages") ControlMessage message, @ForAll @IntRange(min = 1, max = 60) int cut) {
    ByteBuf whole = encode(message);
    ByteBuf part = whole.slice(0, Math.max(0, whole.readableBytes() - cut));
    assertThatThrownBy(() -> ControlMessage.decode(part))
        .isInstanceOf(MalformedMessageException.class);
  }

  @Property
  void randomBytesAreRefusedOrWithinTheLimits(
      @ForAll @IntRange(max = 11) int type,
      @ForAll @IntRange(max = 40) int count,
      @ForAll @Size(max = 400) byte[] rest) {
    assertRefusedOrWithinLimits(
        Unpooled.buffer().writeByte(type).writeByte(count).writeBytes(rest));
    assertRefusedOrWithinLimits(Unpooled.wrappedBuffer(rest));
  }

  @Property
  void mutatedMessagesAreRefusedOrWithinTheLimits(
      @ForAll("messages") ControlMessage message,
      @ForAll @Size(min = 1, max = 8) List<@IntRange(max = 4000) Integer> places,
      @ForAll byte value) {
    ByteBuf bytes = encode(message);
    for (int place : places) {
      bytes.setByte(place % bytes.readableBytes(), value);
    }
    assertRefusedOrWithinLimits(bytes);
  }

  private static void assertRefusedOrWithinLimits(ByteBuf bytes) {
    decoded(bytes)
        .ifPresent(
            message -> {
              switch (message) {
                case Feedback feedback -> assertWithinLimits(feedback);
                case Health health ->
                    assertThat(health.carriers()).hasSizeLessThanOrEqualTo(32).doesNotContainNull();
                case Ping ping -> assertThat(encode(ping).readableBytes()).isEqualTo(9);
                case Pong pong -> assertThat(encode(pong).readableBytes()).isEqualTo(9);
                case Call call -> assertThat(call.number()).isBetween(0, 0xffff);
                case Tiered tiered -> assertThat(tiered.number()).isBetween(0, 0xffff);
                case Tiers tiers -> {
                  assertThat(tiers.number()).isBetween(0, 0xffff);
                  assertThat(tiers.links()).hasSizeLessThanOrEqualTo(32);
                  assertThat(tiers.links())
                      .allSatisfy(
                          link -> {
                            assertThat(link.tier()).isBetween(1, 9);
                            assertThat(link.link()).matches(ControlMessage.LINK_NAME);
                          });
                }
                case Quiet quiet -> {
                  assertThat(quiet.gapMillis()).isBetween(1_000L, 600_000L);
                  assertThat(quiet.number()).isBetween(0, 0xffff);
                }
                case Announce announce -> {
                  assertThat(announce.carrier()).isBetween(0, 0xffff);
                  assertThat(announce.link()).matches(ControlMessage.LINK_NAME);
                }
              }
            });
  }

  private static Optional<ControlMessage> decoded(ByteBuf bytes) {
    try {
      return Optional.of(ControlMessage.decode(bytes));
    } catch (MalformedMessageException e) {
      assertThat(e).hasMessageNotContaining("null");
      return Optional.empty();
    }
  }

  /** Ranges that do not overlap, touch or run backwards can be taken as they are. */
  private static void assertWithinLimits(Feedback feedback) {
    assertThat(feedback.carriers()).hasSizeLessThanOrEqualTo(ControlMessage.MAX_CARRIERS);
    for (CarrierFeedback carrier : feedback.carriers()) {
      int[] ranges = carrier.ranges();
      assertThat(ranges).hasSizeBetween(2, 2 * ControlMessage.MAX_RANGES);
      assertThat(ranges[0]).isZero();
      assertThat(carrier.delayMicros()).isBetween(0L, 0xffff_ffffL);
      for (int i = 0; i < ranges.length; i += 2) {
        assertThat(ranges[i + 1]).isGreaterThanOrEqualTo(ranges[i]);
        assertThat(i == 0 || ranges[i] >= ranges[i - 1] + 2).isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "05",
        "ff",
        "02",
        "0200000000000000",
        "06000003e70001",
        "06000927c10001",
        "06ffffffff0001",
        "06000003e800",
        "0701",
        "08000121",
        "080001010004" + "77616e31",
        "080001010a04" + "77616e31",
        "0800010102",
        "080001010204776120" + "0a",
        "0900",
        "0121",
        "0421",
        "04010007",
        "0401000703",
        "05000700",
        "0500070477616e",
        "050007047761200a",
        "05000704c3bc7761",
        "05000710313233343536373839303132333435" + "36"
      })
  void theseAreRefused(String hex) {
    assertThatThrownBy(
            () -> ControlMessage.decode(Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex))))
        .isInstanceOf(MalformedMessageException.class);
  }

  @ParameterizedTest
  @CsvSource({"0", "25", "255"})
  void feedbackWithTooFewOrTooManyRangesIsRefused(int ranges) {
    ByteBuf bytes = Unpooled.buffer().writeByte(1).writeByte(1).writeZero(10).writeByte(ranges);
    bytes.writeZero(4 * 255);
    assertThatThrownBy(() -> ControlMessage.decode(bytes))
        .isInstanceOf(MalformedMessageException.class);
  }

  @Test
  void theBytesAreAsTheFormatSays() {
    Feedback feedback =
        new Feedback(List.of(new CarrierFeedback(7, 0x01020304, 5, new int[] {0, 1, 4, 6})));
    assertThat(ByteBufUtil.hexDump(encode(feedback)))
        .isEqualTo(
            "01" + "01" + "0007" + "01020304" + "00000005" + "02" + "0001" + "0001" + "0002");
    assertThat(ByteBufUtil.hexDump(encode(new Ping(1)))).isEqualTo("020000000000000001");
    assertThat(ByteBufUtil.hexDump(encode(new Pong(-1)))).isEqualTo("03ffffffffffffffff");
    Health health = new Health(List.of(new CarrierHealth(258, Verdict.DOWN)));
    assertThat(ByteBufUtil.hexDump(encode(health))).isEqualTo("0401010202");
    assertThat(ByteBufUtil.hexDump(encode(new Announce(258, "wan1"))))
        .isEqualTo("05" + "0102" + "04" + "77616e31");
    assertThat(ByteBufUtil.hexDump(encode(new Quiet(15_000, 258))))
        .isEqualTo("06" + "00003a98" + "0102");
    assertThat(ByteBufUtil.hexDump(encode(new Call(258)))).isEqualTo("07" + "0102");
    assertThat(ByteBufUtil.hexDump(encode(new Tiers(258, List.of(new LinkTier("wan1", 2))))))
        .isEqualTo("08" + "0102" + "01" + "02" + "04" + "77616e31");
    assertThat(ByteBufUtil.hexDump(encode(new Tiered(258)))).isEqualTo("09" + "0102");
  }

  @Test
  void aDelayTooLongToTellIsToldAsTheLongestThatCanBe() {
    Feedback feedback =
        new Feedback(List.of(new CarrierFeedback(0, 0, Long.MAX_VALUE, new int[] {0, 0})));
    Feedback read = (Feedback) ControlMessage.decode(encode(feedback));
    assertThat(read.carriers().getFirst().delayMicros()).isEqualTo(Integer.MAX_VALUE);
  }

  private static ByteBuf encode(ControlMessage message) {
    ByteBuf out = Unpooled.buffer();
    message.encode(out);
    return out;
  }

  @Provide
  static Arbitrary<ControlMessage> messages() {
    Arbitrary<Integer> ids = Arbitraries.integers().between(0, 0xffff);
    Arbitrary<CarrierHealth> health =
        Combinators.combine(ids, Arbitraries.of(Verdict.class)).as(CarrierHealth::new);
    Arbitrary<CarrierFeedback> feedback =
        Combinators.combine(
                ids,
                Arbitraries.integers(),
                Arbitraries.longs().between(0, Integer.MAX_VALUE),
                ranges())
            .as(CarrierFeedback::new);
    Arbitrary<LinkTier> tiers =
        Combinators.combine(linkNames(), Arbitraries.integers().between(1, 9)).as(LinkTier::new);
    Arbitrary<ControlMessage> any =
        Arbitraries.oneOf(
            feedback.list().ofMaxSize(ControlMessage.MAX_CARRIERS).map(Feedback::new),
            health.list().ofMaxSize(ControlMessage.MAX_CARRIERS).map(Health::new),
            Arbitraries.longs().map(Ping::new),
            Arbitraries.longs().map(Pong::new),
            Combinators.combine(ids, linkNames()).as(Announce::new),
            Combinators.combine(Arbitraries.longs().between(1_000, 600_000), ids).as(Quiet::new),
            ids.map(Call::new),
            Combinators.combine(ids, tiers.list().ofMaxSize(ControlMessage.MAX_CARRIERS))
                .as(Tiers::new),
            ids.map(Tiered::new));
    // There are more combinations of edge cases than tries.
    return any.withoutEdgeCases();
  }

  private static Arbitrary<String> linkNames() {
    return Arbitraries.strings()
        .alpha()
        .numeric()
        .withChars("._@:-")
        .ofMinLength(1)
        .ofMaxLength(15);
  }

  /** Runs with gaps, any of which may take 16 bits. */
  private static Arbitrary<int[]> ranges() {
    return Arbitraries.integers()
        .between(0, 0xffff)
        .list()
        .ofMinSize(1)
        .ofMaxSize(2 * ControlMessage.MAX_RANGES - 1)
        .map(
            distances -> {
              int[] ranges = new int[2 * ((distances.size() + 1) / 2)];
              ranges[1] = distances.getFirst();
              for (int i = 2; i < ranges.length; i++) {
                ranges[i] = ranges[i - 1] + distances.get(i - 1) + (i % 2 == 0 ? 2 : 0);
              }
              return ranges;
            });
  }
}
