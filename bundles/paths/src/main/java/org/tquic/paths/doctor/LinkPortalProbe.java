package org.tquic.paths.doctor;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.api.doctor.PortalProbe;
import org.tquic.api.link.LinkInfo;
import org.tquic.linux.LinuxException;
import org.tquic.paths.doctor.probe.HttpAnswer;
import org.tquic.paths.doctor.probe.WebQuestion;

/** The doctor's question for portals alone, for those who watch paths. */
@Component
public final class LinkPortalProbe implements PortalProbe {
  private static final Logger LOG = LoggerFactory.getLogger(LinkPortalProbe.class);

  @Override
  public Optional<String> ask(LinkInfo link, InetAddress server) {
    Optional<InetAddress> own =
        link.addresses().stream().filter(a -> a.getClass() == server.getClass()).findFirst();
    try {
      return own.flatMap(source -> WebQuestion.ask(link.name(), source, server, Duration::toNanos))
          .map(HttpAnswer::text);
    } catch (LinuxException e) {
      LOG.debug("no web page at {} through {}: {}", server, link.name(), e.getMessage());
      return Optional.empty();
    }
  }
}
