package org.tquic.api.doctor;

import java.net.InetAddress;
import java.util.Optional;
import org.tquic.api.link.LinkInfo;

/**
 * Asks whether somebody answers web requests in the server's place, as captive portals do; an OSGi
 * service, thread-safe. No third party is asked.
 */
@FunctionalInterface
public interface PortalProbe {
  /**
   * Asks the server's own address for a web page through a link; waits, 2.4 s at most.
   *
   * @param server its address, of a family that the link has
   * @return what the answer was, for people; empty where nobody speaks HTTP
   */
  Optional<String> ask(LinkInfo link, InetAddress server);
}
