package org.tquic.api.link;

import java.util.List;

/** Hears of all links of the machine; whoever registers it as an OSGi service is told. */
public interface LinkListener {
  /**
   * The links are like this now. Called soon after the registration, and whenever anything about a
   * link changes, one call at a time; news that come close together may be told as one.
   *
   * @param links every link, WAN or not, by index
   */
  void onLinks(List<LinkInfo> links);
}
