package org.tquic.api.link;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All links of the machine, and the operator's word on them, which is kept over restarts and
 * follows a link to another name; an OSGi service, thread-safe.
 */
public interface LinkDirectory {
  /** Every link, WAN or not, by index. */
  List<LinkInfo> links();

  /**
   * Bonds a link that was switched off, or one that discovery would not take for a WAN.
   *
   * @throws org.tquic.api.TquicException when there is no such link, or it can never be one
   */
  void enable(String name);

  /**
   * Takes a link out of the bond until it is enabled again.
   *
   * @throws org.tquic.api.TquicException when there is no such link
   */
  void disable(String name);

  /**
   * Says whether a link's traffic is paid for by volume; empty leaves it to the settings, see
   * {@link #usual}, else to a guess by its kind.
   *
   * @throws org.tquic.api.TquicException when there is no such link
   */
  void metered(String name, Optional<Boolean> metered);

  /**
   * Says of which tier a link is; empty leaves it to the settings.
   *
   * @param tier {@link LinkInfo#FIRST_TIER} to {@link LinkInfo#LAST_TIER}
   * @throws org.tquic.api.TquicException when there is no such link, or no such tier
   */
  void tier(String name, Optional<Integer> tier);

  /**
   * Says what a link may carry; empty leaves it to the settings.
   *
   * @param bytes {@link LinkQuota#NO_LIMIT} to {@link LinkQuota#MAX_BYTES}
   * @throws org.tquic.api.TquicException when there is no such link, or no such quota
   */
  void quota(String name, Optional<Long> bytes);

  /**
   * Says on which day of the month what a link may carry is counted anew; empty leaves it to the
   * settings, else the first.
   *
   * @param day {@link LinkQuota#NEVER} to {@link LinkQuota#LAST_DAY}
   * @throws org.tquic.api.TquicException when there is no such link, or no such day
   */
  void quotaDay(String name, Optional<Integer> day);

  /**
   * Says what a link has carried since it was counted anew, where that is known better than from
   * its device.
   *
   * @param bytes 0 to {@link LinkQuota#MAX_BYTES}
   * @throws org.tquic.api.TquicException when there is no such link or amount, or the link has no
   *     quota
   */
  void used(String name, long bytes);

  /**
   * Says by name what the settings say of links, in place of what they said before; the operator's
   * word on a link counts more. Names need not exist yet.
   */
  void usual(Map<String, LinkPolicy> byName);

  /** Counts what links with a quota carry from now on. */
  void count();

  /**
   * Says by name which links are WANs: with a non-empty list these and no others, with an empty
   * list what discovery finds. Names need not exist yet.
   */
  void restrictTo(List<String> names);

  /** Marks a device as this program's own tunnel, which is never a WAN. */
  void ignore(String name);
}
