package org.tquic.scheduler.weighted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tquic.spi.Configured;
import org.tquic.spi.scheduler.FakePath;
import org.tquic.spi.scheduler.PathSchedulerFactory;
import org.tquic.spi.scheduler.SchedulerContract;

class WeightedSchedulerTest extends SchedulerContract {
  private static final int MANY = 20_000;
  private static final Offset<Double> TWO_PERCENT = within(0.02);

  private final WeightedScheduler factory = new WeightedScheduler();
  private final FakePath a = new FakePath(1).measured(20, 5_000_000);
  private final FakePath b = new FakePath(2).measured(50, 3_000_000);

  @Override
  protected PathSchedulerFactory factory() {
    return factory;
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "3, 1", "1, 4", "0.5, 0.25", "50, 1", "1, 99"})
  void theOperatorsWeightsAreKeptTo(double weightA, double weightB) {
    bond.add(a.weight(weightA));
    bond.add(b.weight(weightB));
    bond.sendMany(MANY);
    double wanted = weightA / (weightA + weightB);
    assertThat(bond.shareOf(a)).isEqualTo(wanted, within(0.02 * Math.min(wanted, 1 - wanted)));
  }

  @Test
  void theyAreKeptToInBytesWhateverThePacketsSizes() {
    bond.add(a.weight(3));
    bond.add(b.weight(1));
    Random random = new Random(1);
    for (int i = 0; i < MANY; i++) {
      bond.packetBytes = random.nextBoolean() ? 80 : 1_400;
      bond.send();
    }
    assertThat(bond.shareOf(a)).isEqualTo(0.75, TWO_PERCENT);
  }

  @Test
  void aPathWithoutWeightCountsOneBesideOthersThatHaveOne() {
    bond.add(a.weight(3));
    bond.add(b);
    bond.sendMany(MANY);
    assertThat(bond.shareOf(a)).isEqualTo(0.75, TWO_PERCENT);
  }

  @Test
  void withoutWeightsTheMeasuredCapacityDecides() {
    bond.add(a);
    bond.add(b);
    bond.sendMany(MANY);
    assertThat(bond.shareOf(a)).isEqualTo(5.0 / 8, TWO_PERCENT);
  }

  @Test
  void aPathNotYetAskedForMuchCountsWhatItsWindowAllows() {
    bond.add(a);
    bond.add(b).rateBps = 10_000;
    bond.sendMany(MANY);
    assertThat(bond.shareOf(a)).isEqualTo(5.0 / 8, TWO_PERCENT);
  }

  @Test
  void aPathThatWasSlowOnceIsStillMeasured() {
    bond.add(a);
    bond.add(b.measured(50, 1_000));
    bond.sendMany(MANY);
    assertThat(bond.shareOf(b)).isEqualTo(0.05, within(0.005));
  }

  @Test
  void weightsChangeLive() {
    bond.add(a.weight(1));
    bond.add(b.weight(1));
    bond.sendMany(MANY);
    b.weight(4);
    a.sentBytes = 0;
    b.sentBytes = 0;
    bond.sendMany(MANY);
    assertThat(bond.shareOf(b)).isEqualTo(0.8, TWO_PERCENT);
  }

  @Test
  void sharesFollowWhenPathsAppearAndVanish() {
    FakePath c = new FakePath(3).weight(2);
    bond.add(a.weight(1));
    bond.add(b.weight(1));
    bond.sendMany(MANY);
    bond.add(c);
    bond.remove(a);
    b.sentBytes = 0;
    bond.sendMany(MANY);
    assertThat(bond.shareOf(c)).isEqualTo(2.0 / 3, TWO_PERCENT);
    bond.add(a);
    bond.paths.forEach(path -> path.sentBytes = 0);
    bond.sendMany(MANY);
    assertThat(bond.shareOf(a)).isEqualTo(0.25, TWO_PERCENT);
  }

  @Test
  void whatAnotherPathCarriedInsteadIsEvenedOut() {
    bond.add(a.weight(1));
    bond.add(b.weight(1));
    bond.sendMany(2);
    for (int i = 0; i < 20; i++) {
      bond.sendOn(b);
    }
    for (int i = 0; i < 20; i++) {
      assertThat(bond.send()).isSameAs(a);
    }
  }

  /** Else a path that was full for long would take everything once it had room again. */
  @Test
  void whatAFullPathMissedIsMadeUpForOnlyInPart() {
    bond.add(a.weight(1));
    bond.add(b.weight(1));
    a.full(true);
    bond.sendMany(MANY);
    a.full(false);
    int inRow = 0;
    while (bond.send() == a) {
      inRow++;
    }
    assertThat(inRow * 1_400).isLessThanOrEqualTo(62_000);
  }

  @Test
  void probesOfAPathThatIsNotToChooseFromChangeNothing() {
    bond.add(a.weight(1));
    bond.add(b.weight(1));
    FakePath unusable = new FakePath(3);
    for (int i = 0; i < MANY; i++) {
      bond.send();
      bond.sendOn(unusable);
    }
    assertThat(a.sentBytes).isEqualTo(b.sentBytes);
  }

  private void configure(String... weights) {
    factory.configure(Configured.with(WeightedParameters.class, Map.of("weights", weights)));
  }

  @Test
  void configuredWeightsCountLive() {
    bond.add(a);
    bond.add(b);
    bond.sendMany(MANY);
    configure("link1=3", "link7 = 5");
    a.sentBytes = 0;
    b.sentBytes = 0;
    bond.sendMany(MANY);
    assertThat(bond.shareOf(a)).isEqualTo(0.75, TWO_PERCENT);
    configure();
    a.sentBytes = 0;
    b.sentBytes = 0;
    bond.sendMany(MANY);
    assertThat(bond.shareOf(a)).isEqualTo(5.0 / 8, TWO_PERCENT);
  }

  @ParameterizedTest
  @CsvSource({
    "link1, 'weights is \"link1\", expected LINK=WEIGHT'",
    "=3, 'weights is \"=3\", expected LINK=WEIGHT'",
    "link1=much, 'weights is \"link1=much\", expected LINK=WEIGHT with a number for WEIGHT'",
    "link1=0, 'weights of link1 is \"0.0\", expected a number from 0.01 to 1000.0'"
  })
  void weightsThatCannotBeAreNamedAndTheOldOnesCountOn(String entry, String message) {
    bond.add(a);
    bond.add(b);
    configure("link1=4");
    assertThatIllegalArgumentException().isThrownBy(() -> configure(entry)).withMessage(message);
    bond.sendMany(MANY);
    assertThat(bond.shareOf(a)).isEqualTo(0.8, TWO_PERCENT);
  }
}
