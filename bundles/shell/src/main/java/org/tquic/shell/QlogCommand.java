package org.tquic.shell;

import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.tquic.api.bond.RoleControl;
import org.tquic.shell.console.SessionWidth;
import org.tquic.shell.console.UsageException;
import org.tquic.shell.view.Paragraph;
import org.tquic.shell.view.StatusView;

/** The switch for logs of connections in the qlog format. */
@Component(
    service = QlogCommand.class,
    property = {"osgi.command.scope=tquic", "osgi.command.function=qlog"})
public final class QlogCommand {
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile RoleControl role;

  @Descriptor("tells whether connections are logged in the qlog format, and where to")
  public String qlog(CommandSession session) {
    return Paragraph.format(
        "qlog ", StatusView.qlog(RunningRole.of(role).status().qlog()), SessionWidth.of(session));
  }

  @Descriptor("logs every connection to a file of its own from now on, or no longer")
  public String qlog(CommandSession session, @Descriptor("on or off") String state) {
    RoleControl running = RunningRole.of(role);
    switch (state) {
      case "on" -> running.switchQlog(true);
      case "off" -> running.switchQlog(false);
      default -> throw new UsageException("qlog is on or off, got `" + state + "`.", "qlog");
    }
    return qlog(session);
  }
}
