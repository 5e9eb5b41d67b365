package org.tquic.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.tquic.api.link.LinkInfo;
import org.tquic.api.link.LinkQuota;
import org.tquic.linux.netlink.TrafficMessage;

class QuotaBookTest {
  private static final long GB = 1_000_000_000;
  private static final long S = TimeUnit.SECONDS.toNanos(1);

  private QuotaBook book = new QuotaBook(List.of(), "boot1");
  private LocalDate today = LocalDate.of(2026, 11, 23);
  private long nowNs;
  private int index = 3;
  private long limit = 20 * GB;
  private int day = 1;

  private LinkInfo link() {
    LinkInfo known = ServiceBoardTest.wan(true);
    return new LinkInfo(
        known.name(),
        index,
        "phone",
        known.alias(),
        known.kind(),
        "",
        "",
        true,
        1,
        quota(),
        1500,
        true,
        true,
        known.addresses(),
        known.gateways(),
        List.of(),
        100,
        known.role(),
        "");
  }

  private LinkQuota quota() {
    return book.quota("phone", limit, day);
  }

  /** The device has carried so much since it was plugged in. */
  private LinkQuota count(long received, long sent) {
    nowNs += S;
    assertThat(
            book.count(
                List.of(link()), List.of(new TrafficMessage(index, received, sent)), today, nowNs))
        .isEmpty();
    return quota();
  }

  /** A new run of the program, which knows what was written. */
  private void restart(String boot) {
    book = new QuotaBook(book.written(), boot);
  }

  @Test
  void bothDirectionsCountFromTheFirstLookOn() {
    assertThat(count(5 * GB, GB).usedBytes()).isZero();
    assertThat(count(7 * GB, 2 * GB)).isEqualTo(new LinkQuota(limit, 1, 3 * GB, "2026-12-01"));
    assertThat(quota().leftBytes()).isEqualTo(17 * GB);
    assertThat(quota().isLow()).isFalse();
    assertThat(count(20 * GB, 2 * GB).isLow()).isTrue();
    assertThat(quota().isUsedUp()).isFalse();
    assertThat(count(24 * GB, 2 * GB).isUsedUp()).isTrue();
    assertThat(count(25 * GB, 2 * GB).leftBytes()).isZero();
  }

  @Test
  void aPhonePluggedInAgainCountsFromNothingOn() {
    count(5 * GB, 0);
    count(6 * GB, 0);
    index = 9;
    assertThat(count(2 * GB, 0).usedBytes()).isEqualTo(3 * GB);
    // Under the same index too, where it has counted less than before.
    assertThat(count(GB, 0).usedBytes()).isEqualTo(4 * GB);
  }

  @Test
  void whatIsCarriedWhileTheProgramIsAwayCountsToo() {
    count(5 * GB, 0);
    count(6 * GB, 0);
    restart("boot1");
    assertThat(quota().usedBytes()).isEqualTo(GB);
    assertThat(count(8 * GB, 0).usedBytes()).isEqualTo(3 * GB);
    restart("boot2");
    assertThat(count(9 * GB, 0).usedBytes()).as("a device of this start").isEqualTo(12 * GB);
  }

  @Test
  void itBeginsAnewOnItsDayAndNotWhenTheClockGoesBack() {
    day = 24;
    count(0, 0);
    assertThat(count(20 * GB, 0).isUsedUp()).isTrue();
    today = LocalDate.of(2020, 1, 1);
    assertThat(count(20 * GB, 0).isUsedUp()).isTrue();
    today = LocalDate.of(2026, 11, 24);
    assertThat(count(20 * GB, 0).usedBytes()).isZero();
    assertThat(count(21 * GB, 0)).isEqualTo(new LinkQuota(limit, 24, GB, "2026-12-24"));
    restart("boot1");
    today = LocalDate.of(2027, 1, 5);
    assertThat(count(29 * GB, 0).usedBytes()).as("of whatever month that was").isZero();
  }

  @Test
  void anotherDayKeepsWhatWasCounted() {
    count(0, 0);
    count(3 * GB, 0);
    day = 15;
    assertThat(count(4 * GB, 0)).isEqualTo(new LinkQuota(limit, 15, 4 * GB, "2026-12-15"));
    day = LinkQuota.NEVER;
    today = LocalDate.of(2028, 1, 1);
    assertThat(count(5 * GB, 0)).isEqualTo(new LinkQuota(limit, 0, 5 * GB, ""));
  }

  @Test
  void aLargerQuotaAndTheOperatorsWordBringALinkBack() {
    count(0, 0);
    assertThat(count(20 * GB, 0).isUsedUp()).isTrue();
    limit = 30 * GB;
    assertThat(quota().isUsedUp()).isFalse();
    book.used("phone", 12_300_000_000L, today);
    limit = 20 * GB;
    assertThat(quota().usedBytes()).isEqualTo(12_300_000_000L);
    assertThat(count(21 * GB, 0).usedBytes()).isEqualTo(13_300_000_000L);
  }

  @Test
  void onlyWhatIsWorthItIsWritten() {
    count(0, 0);
    assertThat(book.isUnwritten()).as("the first look").isTrue();
    book.written();
    int writes = 0;
    for (long bytes = 0; bytes < 19 * GB; bytes += 1_000_000) {
      count(bytes, 0);
      if (book.isUnwritten()) {
        book.written();
        writes++;
      }
    }
    assertThat(writes).isBetween(90, 100);
    count(19_900_000_000L, 0);
    book.written();
    count(20 * GB, 0);
    assertThat(book.isUnwritten()).as("used up").isTrue();
  }

  @Test
  void itLooksMoreOftenTheLessIsLeft() {
    assertThat(book.delayNs(List.of(link()))).isEqualTo(S);
    count(0, 0);
    count(GB, 0);
    // A gigabyte a second was seen, so that two may be gone in two seconds.
    book.used("phone", 19 * GB, today);
    assertThat(book.delayNs(List.of(link()))).isEqualTo(S / 2);
    book.used("phone", 19_999_999_999L, today);
    assertThat(book.delayNs(List.of(link()))).isEqualTo(S / 20);
    book.used("phone", 20 * GB, today);
    assertThat(book.delayNs(List.of(link()))).isEqualTo(S);
  }

  @Test
  void aLinkThatTheKernelDoesNotCountIsNamed() {
    assertThat(book.count(List.of(link()), List.of(), today, 0)).containsExactly("wan1");
    limit = LinkQuota.NO_LIMIT;
    assertThat(book.count(List.of(link()), List.of(), today, 0)).isEmpty();
  }

  @Test
  void itRemembersSoManyLinksAndNoMore() {
    count(0, 0);
    for (int i = 0; i < 3 * QuotaBook.LIMIT; i++) {
      book.used("other" + i, i, today);
      count(GB, 0);
    }
    assertThat(book.written())
        .hasSize(QuotaBook.LIMIT)
        .last()
        .extracting(QuotaBook.Entry::usedBytes)
        .isEqualTo(GB);
  }
}
