package org.tquic.api.lan;

import java.time.Duration;
import java.util.List;

/** Finds servers on the local network; an OSGi service, thread-safe. */
public interface LanBrowser {
  /** Servers that one search finds at most. */
  int LIMIT = 64;

  /**
   * Asks on the links of the local network and listens for a time; blocks for it.
   *
   * @param time how long to listen, at most a minute
   * @param everywhere whether to ask on WANs too
   * @return servers by name, at most {@value #LIMIT}
   * @throws org.tquic.api.TquicException when there is no link to ask on, or none can be used
   */
  List<LanServer> find(Duration time, boolean everywhere);
}
