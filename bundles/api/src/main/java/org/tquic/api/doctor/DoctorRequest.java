package org.tquic.api.doctor;

import java.util.List;
import org.tquic.api.link.LinkInfo;

/**
 * What to examine.
 *
 * @param links the links as they are now; answers that go astray are looked for on all of them
 * @param natTimeout whether to wait for what is learnt of how long NATs remember a silent flow
 */
public record DoctorRequest(List<LinkInfo> links, boolean natTimeout) {
  /** Nothing that takes long. */
  public DoctorRequest(List<LinkInfo> links) {
    this(links, false);
  }

  /** Copies the list. */
  public DoctorRequest {
    links = List.copyOf(links);
  }
}
