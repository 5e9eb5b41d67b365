package org.tquic.quic.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MtuDiscoveryTest {
  private static final int MAX = 1472;

  /** Sends and settles probes on a path of that size until no more are due; returns how many. */
  private static int search(MtuDiscovery mtu, int pathSize, long nowNs) {
    int probes = 0;
    for (int size = mtu.probeSize(nowNs); size > 0; size = mtu.probeSize(nowNs)) {
      assertThat(size).isGreaterThan(mtu.currentMtu());
      mtu.onProbeSent(size);
      assertThat(mtu.probeSize(nowNs)).isZero();
      if (size <= pathSize) {
        assertThat(mtu.onProbeAcked(size, nowNs)).isTrue();
      } else {
        mtu.onProbeLost(size, nowNs);
      }
      assertThat(++probes).isLessThan(100);
    }
    return probes;
  }

  private static MtuDiscovery found(int pathSize) {
    MtuDiscovery mtu = new MtuDiscovery(MAX);
    mtu.start(0);
    search(mtu, pathSize, 0);
    return mtu;
  }

  /** RFC 9000 section 14.3: the path is confirmed first. */
  @Test
  void nothingIsProbedBeforeThePathIsValidated() {
    MtuDiscovery mtu = new MtuDiscovery(MAX);
    assertThat(mtu.probeSize(0)).isZero();
    assertThat(mtu.currentMtu()).isEqualTo(1200);
    assertThat(mtu.nextTimeoutNs(0)).isEqualTo(Long.MAX_VALUE);
    assertThatThrownBy(() -> mtu.onProbeSent(1300)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aPathOfFullSizeTakesOneProbe() {
    MtuDiscovery mtu = new MtuDiscovery(MAX);
    mtu.start(0);
    assertThat(search(mtu, 1472, 0)).isEqualTo(1);
    assertThat(mtu.currentMtu()).isEqualTo(1472);
    assertThat(mtu.nextTimeoutNs(0)).isEqualTo(Long.MAX_VALUE);
  }

  /** RFC 8899 section 5.1.2: a size is too large after three probes. */
  @Test
  void oneLostProbeSaysNothing() {
    MtuDiscovery mtu = new MtuDiscovery(MAX);
    mtu.start(0);
    for (int i = 0; i < 3; i++) {
      assertThat(mtu.probeSize(0)).isEqualTo(MAX);
      mtu.onProbeSent(MAX);
      mtu.onProbeLost(MAX, 0);
    }
    assertThat(mtu.probeSize(0)).isBetween(1201, MAX - 1);
  }

  @Property(tries = 300)
  void theSearchComesNearAnySize(@ForAll @IntRange(min = 1200, max = 9000) int pathSize) {
    MtuDiscovery mtu = new MtuDiscovery(9000);
    mtu.start(0);
    assertThat(search(mtu, pathSize, 0)).isLessThanOrEqualTo(3 * 12);
    assertThat(mtu.currentMtu()).isBetween(pathSize - 8, pathSize);
  }

  /** RFC 8899 section 5.1.1: PMTU_RAISE_TIMER. */
  @Test
  void aLargerSizeIsLookedForLater() {
    MtuDiscovery mtu = found(1300);
    int before = mtu.currentMtu();
    assertThat(mtu.nextTimeoutNs(1)).isEqualTo(600_000_000_000L);
    assertThat(mtu.probeSize(599_999_999_999L)).isZero();
    search(mtu, 1400, 600_000_000_000L);
    assertThat(before).isBetween(1292, 1300);
    assertThat(mtu.currentMtu()).isBetween(1392, 1400);
  }

  /** RFC 8899 section 4.3. */
  @Test
  void aBlackHoleBringsBackTheBase() {
    MtuDiscovery mtu = found(MAX);
    assertThat(mtu.onPacketLost(MAX, 1, 1)).isFalse();
    mtu.onPacketAcked(1200);
    assertThat(mtu.onPacketLost(MAX, 2, 2)).isFalse();
    assertThat(mtu.onPacketLost(1400, 3, 3)).isTrue();
    assertThat(mtu.currentMtu()).isEqualTo(1200);
    assertThat(mtu.probeSize(4)).isZero();
    long later = 3 + MtuDiscovery.BLACK_HOLE_PAUSE_NS;
    assertThat(mtu.nextTimeoutNs(4)).isEqualTo(later);
    search(mtu, 1350, later);
    assertThat(mtu.currentMtu()).isBetween(1342, 1350);
  }

  @Test
  void oneLargePacketThatArrivesRefutesABlackHole() {
    MtuDiscovery mtu = found(MAX);
    for (int i = 0; i < 100; i++) {
      assertThat(mtu.onPacketLost(MAX, i, i)).isFalse();
      if (i % 2 == 1) {
        mtu.onPacketAcked(MAX);
      }
    }
    assertThat(mtu.currentMtu()).isEqualTo(MAX);
  }

  @Test
  void aFullQueueIsNoBlackHole() {
    MtuDiscovery mtu = found(MAX);
    for (int i = 0; i < 100; i++) {
      assertThat(mtu.onPacketLost(MAX, 1, 5 + i)).isFalse();
    }
  }

  @Test
  void lossesOfSmallPacketsSayNothing() {
    MtuDiscovery mtu = found(MAX);
    for (int i = 0; i < 100; i++) {
      assertThat(mtu.onPacketLost(1200, i, i)).isFalse();
    }
  }

  @Test
  void newsOfAProbeFromBeforeABlackHoleIsIgnored() {
    MtuDiscovery mtu = new MtuDiscovery(9000);
    mtu.start(0);
    mtu.onProbeSent(mtu.probeSize(0));
    mtu.onProbeLost(9000, 0);
    mtu.onProbeSent(9000);
    mtu.onTooLarge(8000, 0);
    assertThat(mtu.onProbeAcked(9000, 1)).isFalse();
    mtu.onProbeLost(9000, 1);
    assertThat(mtu.currentMtu()).isEqualTo(1200);
    assertThat(mtu.probeSize(1)).isBetween(1201, 7999);
  }

  @Test
  void aSizeThatTheSystemRefusesIsNotTriedAgain() {
    MtuDiscovery mtu = found(MAX);
    mtu.onTooLarge(1401, 10);
    assertThat(mtu.currentMtu()).isEqualTo(1200);
    int largest = 0;
    for (int size = mtu.probeSize(10); size > 0; size = mtu.probeSize(10)) {
      largest = Math.max(largest, size);
      mtu.onProbeSent(size);
      mtu.onProbeAcked(size, 10);
    }
    assertThat(largest).isBetween(1392, 1400);
    assertThat(mtu.currentMtu()).isEqualTo(largest);
    mtu.onTooLarge(1200, 11);
    assertThat(mtu.currentMtu()).isEqualTo(largest);
  }

  /** RFC 9000 section 18.2: max_udp_payload_size; never below 1200. */
  @Test
  void thePeersLimitIsKept() {
    MtuDiscovery mtu = found(MAX);
    mtu.setMaximum(1400, 5);
    assertThat(mtu.currentMtu()).isEqualTo(1400);
    assertThat(mtu.probeSize(5)).isZero();
    mtu.setMaximum(1000, 6);
    assertThat(mtu.currentMtu()).isEqualTo(1200);
    mtu.setMaximum(1500, 7);
    assertThat(mtu.probeSize(7)).isEqualTo(1500);
    assertThat(new MtuDiscovery(500).currentMtu()).isEqualTo(1200);
  }

  @Test
  void anotherWayStartsFromTheBaseOnceItIsValidated() {
    MtuDiscovery mtu = found(MAX);
    mtu.stop();
    assertThat(mtu.currentMtu()).isEqualTo(1200);
    assertThat(mtu.probeSize(8)).isZero();
    assertThat(mtu.nextTimeoutNs(8)).isEqualTo(Long.MAX_VALUE);
    mtu.start(9);
    assertThat(mtu.currentMtu()).isEqualTo(1200);
    assertThat(mtu.probeSize(9)).isEqualTo(MAX);
  }

  /** As after the change of a port alone, RFC 9000 section 9.4. */
  @Test
  void aWayThatIsValidatedAgainKeepsItsSize() {
    MtuDiscovery mtu = found(MAX);
    mtu.start(9);
    assertThat(mtu.currentMtu()).isEqualTo(MAX);
    assertThat(mtu.probeSize(9)).isZero();
  }

  /**
   * Any order of events keeps the sizes between the base and the maximum, and only proof raises.
   */
  @Property(tries = 300)
  void sizesStayInRange(@ForAll java.util.List<@IntRange(max = 9999) Integer> steps) {
    MtuDiscovery mtu = new MtuDiscovery(MAX);
    mtu.start(0);
    long nowNs = 0;
    int inFlight = 0;
    for (int step : steps) {
      nowNs += step * 10_000_000L;
      int before = mtu.currentMtu();
      int size = mtu.probeSize(nowNs);
      boolean proof = false;
      switch (step % 6) {
        case 0, 1 -> {
          if (size > 0) {
            assertThat(size).isBetween(before + 1, MAX);
            mtu.onProbeSent(size);
            inFlight = size;
          }
        }
        case 2 -> proof = mtu.onProbeAcked(inFlight, nowNs);
        case 3 -> mtu.onProbeLost(inFlight, nowNs);
        case 4 -> mtu.onPacketLost(1200 + step % 300, nowNs - 1, nowNs);
        default -> mtu.onTooLarge(1200 + step % 300, nowNs);
      }
      assertThat(mtu.currentMtu()).isBetween(MtuDiscovery.BASE, MAX);
      if (proof) {
        assertThat(mtu.currentMtu()).isEqualTo(inFlight);
      } else {
        assertThat(mtu.currentMtu()).isLessThanOrEqualTo(before);
      }
    }
  }
}
