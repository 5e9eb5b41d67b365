package org.tquic.api.link;

import java.util.Optional;

/**
 * What was said of a link's use, by the operator or in the settings; empty where nothing was said.
 *
 * @param bonded whether the link is part of the bond, whatever discovery makes of it
 * @param metered whether its traffic is paid for by volume
 * @param tier its tier, {@link LinkInfo#FIRST_TIER} to {@link LinkInfo#LAST_TIER}
 * @param quotaBytes bytes it may carry, or {@link LinkQuota#NO_LIMIT}
 * @param quotaDay day of the month on which that is counted anew, or {@link LinkQuota#NEVER}
 */
public record LinkPolicy(
    Optional<Boolean> bonded,
    Optional<Boolean> metered,
    Optional<Integer> tier,
    Optional<Long> quotaBytes,
    Optional<Integer> quotaDay) {
  /** Nothing was said. */
  public static final LinkPolicy NONE =
      new LinkPolicy(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** The same but for being part of the bond. */
  public LinkPolicy withBonded(Optional<Boolean> said) {
    return new LinkPolicy(said, metered, tier, quotaBytes, quotaDay);
  }

  /** The same but for being paid for by volume. */
  public LinkPolicy withMetered(Optional<Boolean> said) {
    return new LinkPolicy(bonded, said, tier, quotaBytes, quotaDay);
  }

  /** The same but for the tier. */
  public LinkPolicy withTier(Optional<Integer> said) {
    return new LinkPolicy(bonded, metered, said, quotaBytes, quotaDay);
  }

  /** The same but for what the link may carry. */
  public LinkPolicy withQuotaBytes(Optional<Long> said) {
    return new LinkPolicy(bonded, metered, tier, said, quotaDay);
  }

  /** The same but for the day on which that is counted anew. */
  public LinkPolicy withQuotaDay(Optional<Integer> said) {
    return new LinkPolicy(bonded, metered, tier, quotaBytes, said);
  }

  /** This, and where it says nothing, what the other one says. */
  public LinkPolicy or(LinkPolicy other) {
    return new LinkPolicy(
        bonded.or(other::bonded),
        metered.or(other::metered),
        tier.or(other::tier),
        quotaBytes.or(other::quotaBytes),
        quotaDay.or(other::quotaDay));
  }
}
