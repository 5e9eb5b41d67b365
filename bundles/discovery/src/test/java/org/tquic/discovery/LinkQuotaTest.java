package org.tquic.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tquic.api.TquicException;
import org.tquic.api.link.LinkInfo;
import org.tquic.api.link.LinkPolicy;
import org.tquic.api.link.LinkQuota;
import org.tquic.linux.netlink.TrafficMessage;

/** What becomes of links as their quotas are used up, and as they are given others. */
@Timeout(60)
class LinkQuotaTest {
  /** A calendar on the wall. */
  private static final class Wall extends Clock {
    private volatile Instant now = Instant.parse("2026-11-30T22:59:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.ofHours(1);
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }

  @TempDir Path folder;
  private final FakeKernel kernel = new FakeKernel();
  private final Wall wall = new Wall();
  private Journal journal;
  private LinkDiscovery discovery;

  @BeforeEach
  void start() {
    kernel.wan(2, "wan1", "192.0.2.2/24", "192.0.2.1");
    carried(1_000_000);
    run();
    discovery.usual(Map.of("wan1", LinkPolicy.NONE.withQuotaBytes(Optional.of(1000L))));
    discovery.count();
  }

  private void run() {
    journal = new Journal();
    discovery =
        new LinkDiscovery(
            kernel, folder, Optional.of(folder.resolve("state").resolve("links")), journal, wall);
  }

  @AfterEach
  void stop() {
    discovery.close();
  }

  private void carried(long bytes) {
    kernel.traffic.put(2, new TrafficMessage(2, bytes, 0));
  }

  private LinkQuota await(Predicate<LinkQuota> wanted) throws InterruptedException {
    return journal.await(entry -> wanted.test(entry.link().quota())).quota();
  }

  /** What came before the first look is not of this quota. */
  private void awaitFirstLook() throws InterruptedException {
    await(quota -> !quota.resetsOn().isEmpty());
  }

  @Test
  void aLinkIsPublishedAsUsedUpAndAsUsableAgainOnItsDay() throws Exception {
    awaitFirstLook();
    carried(1_000_800);
    assertThat(await(LinkQuota::isLow)).isEqualTo(new LinkQuota(1000, 1, 800, "2026-12-01"));
    carried(1_001_000);
    LinkInfo usedUp = journal.await(entry -> entry.link().quota().isUsedUp());
    assertThat(usedUp.usable()).isFalse();
    assertThat(usedUp.carrier()).isTrue();
    wall.now = wall.now.plusSeconds(60);
    assertThat(await(quota -> !quota.isUsedUp()).resetsOn()).isEqualTo("2027-01-01");
  }

  @Test
  void aLargerQuotaOrNoneBringsItBack() throws Exception {
    awaitFirstLook();
    carried(1_002_000);
    await(LinkQuota::isUsedUp);
    discovery.quota("wan1", Optional.of(2001L));
    assertThat(await(quota -> !quota.isUsedUp()).leftBytes()).isEqualTo(1);
    discovery.quota("wan1", Optional.empty());
    await(LinkQuota::isUsedUp);
    discovery.used("wan1", 0);
    await(quota -> !quota.isUsedUp());
    discovery.used("wan1", 1000);
    await(LinkQuota::isUsedUp);
    discovery.quota("wan1", Optional.of(LinkQuota.NO_LIMIT));
    assertThat(await(quota -> !quota.isUsedUp())).isEqualTo(LinkQuota.NONE);
  }

  @Test
  void aNewRunKnowsItFromTheStart() throws Exception {
    awaitFirstLook();
    discovery.quota("wan1", Optional.of(5000L));
    discovery.quotaDay("wan1", Optional.of(31));
    carried(1_004_000);
    await(quota -> quota.usedBytes() == 4000);
    discovery.close();
    carried(1_005_000);
    run();
    assertThat(journal.next().link().quota())
        .isEqualTo(new LinkQuota(5000, 31, 4000, "2026-12-31"));
    discovery.count();
    assertThat(await(LinkQuota::isUsedUp).usedBytes()).isEqualTo(5000);
  }

  @Test
  void nothingIsCountedBeforeARoleSaysSo() throws Exception {
    discovery.close();
    run();
    discovery.usual(Map.of("wan1", LinkPolicy.NONE.withQuotaBytes(Optional.of(1000L))));
    discovery.quota("wan1", Optional.of(1000L));
    carried(9_000_000);
    assertThatThrownBy(() -> discovery.used("wan9", 1)).isInstanceOf(TquicException.class);
    discovery.close();
    run();
    assertThat(journal.next().link().quota().usedBytes()).isZero();
  }

  @Test
  void whatCannotBeMeantIsRefusedWithTheValue() {
    assertThatThrownBy(() -> discovery.quotaDay("wan1", Optional.of(32)))
        .isInstanceOf(TquicException.class)
        .hasMessage("there is no day 32");
    assertThatThrownBy(() -> discovery.quota("wan1", Optional.of(-1L)))
        .isInstanceOf(TquicException.class)
        .hasMessage("there is no quota -1");
    assertThatThrownBy(() -> discovery.quota("wan7", Optional.of(1L)))
        .isInstanceOf(TquicException.class)
        .hasMessageContaining("wan7");
    discovery.quota("wan1", Optional.of(LinkQuota.NO_LIMIT));
    assertThatThrownBy(() -> discovery.used("wan1", 5))
        .isInstanceOf(TquicException.class)
        .hasMessage("link wan1 has no quota, so nothing is counted")
        .extracting(e -> ((TquicException) e).remedy())
        .asString()
        .contains("link-quota wan1 20G");
  }
}
