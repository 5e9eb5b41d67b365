package org.tquic.api.link;

/**
 * What a link may carry until its volume is counted anew, both directions of its device together.
 * An immutable snapshot.
 *
 * @param limitBytes bytes it may carry, or {@link #NO_LIMIT}
 * @param resetDay day of the month on which counting begins anew, in the machine's time zone, 1 to
 *     {@value #LAST_DAY}; the last day of a shorter month; {@value #NEVER} for never
 * @param usedBytes bytes carried, in steps of a thousandth of the limit; 0 without a limit
 * @param resetsOn date on which counting begins anew, as in 2026-12-01, or empty where it never
 *     does
 */
public record LinkQuota(long limitBytes, int resetDay, long usedBytes, String resetsOn) {
  /** In place of a limit: the link may carry whatever it can. */
  public static final long NO_LIMIT = 0;

  /** In place of a day: what was carried is never forgotten. */
  public static final int NEVER = 0;

  /** Day that counting begins anew where nothing else was said. */
  public static final int FIRST_DAY = 1;

  /** Last day that a month may have. */
  public static final int LAST_DAY = 31;

  /** Largest limit, bytes: an exabyte. */
  public static final long MAX_BYTES = 1_000_000_000_000_000_000L;

  /** Of a link without a limit. */
  public static final LinkQuota NONE = new LinkQuota(NO_LIMIT, FIRST_DAY, 0, "");

  /** Share used from which on people are warned. */
  private static final double LOW_SHARE = 0.8;

  /** Whether the link has a limit. */
  public boolean isLimited() {
    return limitBytes != NO_LIMIT;
  }

  /** Bytes the link may still carry, never below 0; -1 without a limit. */
  public long leftBytes() {
    return isLimited() ? Math.max(0, limitBytes - usedBytes) : -1;
  }

  /** Whether the link may carry nothing any more. */
  public boolean isUsedUp() {
    return isLimited() && usedBytes >= limitBytes;
  }

  /** Whether four fifths are used, or more. */
  public boolean isLow() {
    return isLimited() && usedBytes >= LOW_SHARE * limitBytes;
  }

  /** For people: {@code 16.1 GB of 20 GB used, counted anew on 2026-12-01}. */
  public String text() {
    if (!isLimited()) {
      return "no quota";
    }
    return DataVolume.text(usedBytes)
        + " of "
        + DataVolume.text(limitBytes)
        + " used"
        + (resetsOn.isEmpty() ? ", never counted anew" : ", counted anew on " + resetsOn);
  }
}
