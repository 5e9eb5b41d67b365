package org.tquic.shell;

import java.time.Duration;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.tquic.api.TquicException;
import org.tquic.api.lan.LanBrowser;
import org.tquic.api.lan.LanServer;
import org.tquic.shell.console.SessionWidth;
import org.tquic.shell.console.UsageException;
import org.tquic.shell.view.Json;
import org.tquic.shell.view.LanServersView;

/** The command that finds servers on the local network. */
@Component(
    service = DiscoverCommand.class,
    property = {"osgi.command.scope=tquic", "osgi.command.function=discover"})
public final class DiscoverCommand {
  private static final int MAX_SECONDS = 60;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile LanBrowser browser;

  @Descriptor("finds servers on the local network by multicast DNS")
  public String discover(
      CommandSession session,
      @Descriptor("one JSON document")
          @Parameter(names = "--json", presentValue = "true", absentValue = "false")
          boolean json,
      @Descriptor("asks on links that lead to the internet, too")
          @Parameter(names = "--all", presentValue = "true", absentValue = "false")
          boolean all,
      @Descriptor("how long to listen, 1 to 60") @Parameter(names = "--seconds", absentValue = "3")
          int seconds) {
    if (seconds < 1 || seconds > MAX_SECONDS) {
      throw new UsageException(
          "expected 1 to " + MAX_SECONDS + " seconds, got " + seconds + ".", "discover");
    }
    LanBrowser known = browser;
    if (known == null) {
      throw new TquicException(
          "Multicast DNS is not running in this process.",
          "`felix:lb` shows whether its bundle org.tquic.lan is active, and the log says why not.");
    }
    List<LanServer> servers = known.find(Duration.ofSeconds(seconds), all);
    return json ? Json.write(servers) : LanServersView.format(servers, SessionWidth.of(session));
  }
}
