package org.tquic.gateway.role;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.api.TquicException;
import org.tquic.gateway.host.HostNetwork;

/**
 * Looks now and then whether the role's firewall table is still there, without which no packet
 * finds its way back. Used on the control thread.
 */
final class TableWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TableWatch.class);

  /** A program is started for each look. */
  private static final Duration PERIOD = Duration.ofSeconds(30);

  private final RoleContext context;
  private final HostNetwork network;
  private boolean troubled;
  private boolean closed;

  TableWatch(RoleContext context, HostNetwork network) {
    this.context = context;
    this.network = network;
    again();
  }

  private void again() {
    context.control().schedule(PERIOD, this::look);
  }

  private void look() {
    if (closed) {
      return;
    }
    try {
      List<String> gone = network.restoreTables();
      if (!gone.isEmpty()) {
        context
            .launcher()
            .notice(
                "the firewall table " + String.join(", ", gone) + " was gone; it is made anew",
                "rules that are loaded with `flush ruleset` remove it for half a minute each time");
      }
      troubled = false;
    } catch (TquicException e) {
      if (!troubled) {
        LOG.warn("The firewall table cannot be looked after: {}; {}", e.getMessage(), e.remedy());
      }
      troubled = true;
    }
    again();
  }

  @Override
  public void close() {
    closed = true;
  }
}
