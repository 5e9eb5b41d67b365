package org.tquic.api.doctor;

import java.util.List;
import org.tquic.api.link.LinkInfo;

/**
 * What to examine.
 *
 * @param links the links as they are now; answers that go astray are looked for on all of them
 * @param natTimeout whether to wait for what is learnt of how long NATs remember a silent flow
 * @param capacitySeconds how long to measure what links carry, in each direction, one link after
 *     the other; 0 to {@value #MAX_CAPACITY_SECONDS}, 0 for not at all
 * @param metered whether to measure that on links too whose traffic is paid for by volume
 */
public record DoctorRequest(
    List<LinkInfo> links, boolean natTimeout, int capacitySeconds, boolean metered) {
  /** Longest measurement of one direction. */
  public static final int MAX_CAPACITY_SECONDS = 10;

  /** Nothing that takes long. */
  public DoctorRequest(List<LinkInfo> links) {
    this(links, false, 0, false);
  }

  /** Copies the list. */
  public DoctorRequest {
    links = List.copyOf(links);
    if (capacitySeconds < 0 || capacitySeconds > MAX_CAPACITY_SECONDS) {
      throw new IllegalArgumentException("a measurement of " + capacitySeconds + " s");
    }
  }
}
