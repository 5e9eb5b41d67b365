package org.tquic.api.doctor;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Finds out what keeps links from carrying a bond; an OSGi service, thread-safe. It sends from
 * sockets of its own and changes nothing on the machine, so it may run beside the bond.
 */
public interface Doctor {
  /** Time that an examination takes at most; all links are examined at the same time. */
  Duration BOUND = Duration.ofSeconds(15);

  /** Time that it takes longer at most when it also has to tell how long NATs remember. */
  Duration NAT_TIMEOUT_BOUND = Duration.ofMinutes(3);

  /**
   * Time that it takes longer at most for each link whose capacity is measured, but that itself.
   */
  Duration CAPACITY_BOUND = Duration.ofSeconds(15);

  /**
   * Examines links; waits for the outcome.
   *
   * @param live told each step when it is done, one call at a time, on threads of the doctor
   * @return a finding per link, in the order of the request
   * @throws InterruptedException when the caller is; nothing is sent any more then
   */
  List<LinkFinding> examine(DoctorRequest request, Consumer<DoctorEvent> live)
      throws InterruptedException;
}
