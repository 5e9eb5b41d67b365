package org.tquic.shell;

import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.tquic.api.TquicException;
import org.tquic.api.link.LinkDirectory;
import org.tquic.shell.console.UsageException;

/** The commands that take a link into the bond or out of it. */
@Component(
    service = LinkCommands.class,
    property = {
      "osgi.command.scope=tquic",
      "osgi.command.function=link-enable",
      "osgi.command.function=link-disable"
    })
public final class LinkCommands {
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile LinkDirectory directory;

  /**
   * What Gogo calls for a function whose name no method can have.
   *
   * @param argv the function's name and its arguments
   */
  public String _main(String[] argv) {
    if (argv.length != 2) {
      throw new UsageException(
          argv[0] + " needs one link name, got " + (argv.length - 1) + ".", argv[0]);
    }
    return argv[0].equalsIgnoreCase("link-enable") ? linkEnable(argv[1]) : linkDisable(argv[1]);
  }

  @Descriptor("bonds a link that was switched off, or that discovery would not take for a WAN")
  public String linkEnable(@Descriptor("interface name, as in `links`") String name) {
    directory().enable(name);
    return name + " enabled";
  }

  @Descriptor("takes a link out of the bond until it is enabled again")
  public String linkDisable(@Descriptor("interface name, as in `links`") String name) {
    directory().disable(name);
    return name + " disabled";
  }

  private LinkDirectory directory() {
    LinkDirectory known = directory;
    if (known == null) {
      throw new TquicException(
          "Link discovery is not running in this process.",
          "`felix:lb` shows whether its bundle org.tquic.discovery is active, and the log says why"
              + " not.");
    }
    return known;
  }
}
