package org.tquic.paths.doctor.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class VersionProbeTest {
  private static final int DESTINATION_AT = 6;
  private static final int SOURCE_AT = 15;
  private static final int ID_BYTES = 8;

  private static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  /** What a server makes of a probe, RFC 8999 section 6. */
  private static byte[] answer(byte[] probe, int... versions) {
    ByteBuffer out = ByteBuffer.allocate(7 + 2 * ID_BYTES + Integer.BYTES * versions.length);
    out.put((byte) 0xca).putInt(0);
    out.put((byte) ID_BYTES).put(probe, SOURCE_AT, ID_BYTES);
    out.put((byte) ID_BYTES).put(probe, DESTINATION_AT, ID_BYTES);
    for (int version : versions) {
      out.putInt(version);
    }
    return out.array();
  }

  private static VersionAnswer parse(byte[] datagram) {
    return VersionAnswer.parse(datagram, datagram.length).orElseThrow();
  }

  @Test
  void aProbeIsALongHeaderPacketOfAReservedVersion() {
    byte[] datagram = VersionProbe.of(random(1), 1200).datagram();
    assertThat(datagram).hasSize(1200);
    assertThat(datagram[0] & 0xf0).as("long header, fixed bit, type Initial").isEqualTo(0xc0);
    assertThat(ByteBuffer.wrap(datagram).getInt(1) & 0x0f0f0f0f).isEqualTo(0x0a0a0a0a);
    assertThat(datagram[5]).isEqualTo((byte) ID_BYTES);
    assertThat(datagram[14]).isEqualTo((byte) ID_BYTES);
    assertThat(ByteBuffer.wrap(datagram).getShort(24) & 0x3fff).isEqualTo(1200 - 26);
    assertThatThrownBy(() -> VersionProbe.of(random(1), 1199))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void onlyTheAnswerToThisProbeIsOne() {
    VersionProbe probe = VersionProbe.of(random(1), 1200);
    VersionProbe other = VersionProbe.of(random(2), 1200);
    VersionAnswer answer = parse(answer(probe.datagram(), 0x1a2a3a4a, 1));
    assertThat(probe.isAnsweredBy(answer)).isTrue();
    assertThat(other.isAnsweredBy(answer)).isFalse();
    assertThat(answer.isKnown()).isTrue();
    assertThat(answer.text()).isEqualTo("0x1");
    assertThat(VersionAnswer.parse(probe.datagram(), 1200)).as("its own echo").isEmpty();
  }

  @Test
  void aServerMayHaveNoVersionOfOurs() {
    byte[] probe = VersionProbe.of(random(1), 1200).datagram();
    assertThat(parse(answer(probe, 0xff00001d)).isKnown()).isFalse();
    assertThat(parse(answer(probe, 0x1a2a3a4a)).text()).isEqualTo("reserved versions only");
    assertThat(parse(answer(probe, 0x6b3343cf)).isKnown()).isTrue();
  }

  @Test
  void aListCutShortIsNoAnswer() {
    byte[] whole = answer(VersionProbe.of(random(1), 1200).datagram(), 1);
    for (int length = 0; length < whole.length; length++) {
      assertThat(VersionAnswer.parse(whole, length)).as("%d bytes", length).isEmpty();
    }
  }

  @Test
  void aLongListIsBounded() {
    byte[] probe = VersionProbe.of(random(1), 1200).datagram();
    assertThat(parse(answer(probe, new int[10_000])).versions()).hasSizeLessThan(100);
  }

  @Property
  void anythingIsReadOrNot(@ForAll @Size(max = 80) byte[] datagram) {
    byte[] forced = datagram.clone();
    if (forced.length > 4) {
      forced[0] |= (byte) 0x80;
      Arrays.fill(forced, 1, 5, (byte) 0);
    }
    Optional<VersionAnswer> answer = VersionAnswer.parse(forced, forced.length);
    answer.ifPresent(
        a ->
            assertThat(
                    7
                        + a.destinationId().length
                        + a.sourceId().length
                        + Integer.BYTES * a.versions().size())
                .isEqualTo(forced.length));
    VersionAnswer.parse(datagram, datagram.length);
  }
}
