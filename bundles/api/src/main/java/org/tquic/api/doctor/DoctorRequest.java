package org.tquic.api.doctor;

import java.util.List;
import org.tquic.api.link.LinkInfo;

/**
 * What to examine.
 *
 * @param links the links as they are now; answers that go astray are looked for on all of them
 */
public record DoctorRequest(List<LinkInfo> links) {
  /** Copies the list. */
  public DoctorRequest {
    links = List.copyOf(links);
  }
}
