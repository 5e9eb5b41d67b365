package org.tquic.discovery;

import java.util.Optional;

/**
 * What the operator said of a link's use; empty where nothing was said.
 *
 * @param metered whether its traffic is paid for by volume
 * @param tier its tier
 * @param quota bytes it may carry, or none at all that limit it
 * @param quotaDay day of the month on which that is counted anew
 */
record LinkPolicy(
    Optional<Boolean> metered,
    Optional<Integer> tier,
    Optional<Long> quota,
    Optional<Integer> quotaDay) {
  static final LinkPolicy NONE =
      new LinkPolicy(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  LinkPolicy withMetered(Optional<Boolean> said) {
    return new LinkPolicy(said, tier, quota, quotaDay);
  }

  LinkPolicy withTier(Optional<Integer> said) {
    return new LinkPolicy(metered, said, quota, quotaDay);
  }

  LinkPolicy withQuota(Optional<Long> said) {
    return new LinkPolicy(metered, tier, said, quotaDay);
  }

  LinkPolicy withQuotaDay(Optional<Integer> said) {
    return new LinkPolicy(metered, tier, quota, said);
  }
}
