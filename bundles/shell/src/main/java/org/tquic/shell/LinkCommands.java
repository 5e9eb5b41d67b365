package org.tquic.shell;

import java.util.Locale;
import java.util.Optional;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.tquic.api.TquicException;
import org.tquic.api.link.DataVolume;
import org.tquic.api.link.LinkDirectory;
import org.tquic.api.link.LinkQuota;
import org.tquic.shell.console.UsageException;

/** The commands that say of a link whether it is bonded and what it costs. */
@Component(
    service = LinkCommands.class,
    property = {
      "osgi.command.scope=tquic",
      "osgi.command.function=link-enable",
      "osgi.command.function=link-disable",
      "osgi.command.function=link-metered",
      "osgi.command.function=link-tier",
      "osgi.command.function=link-quota",
      "osgi.command.function=link-quota-day",
      "osgi.command.function=link-used"
    })
public final class LinkCommands {
  private static final String ONE_NAME = "one link name";

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
    String command = argv[0].toLowerCase(Locale.ROOT);
    String needed =
        switch (command) {
          case "link-metered" -> "a link name and on, off or auto";
          case "link-tier" -> "a link name and a number or auto";
          case "link-quota" -> "a link name and an amount of data, off or auto";
          case "link-quota-day" -> "a link name and a day, never or auto";
          case "link-used" -> "a link name and an amount of data";
          default -> ONE_NAME;
        };
    if (argv.length != (needed.equals(ONE_NAME) ? 2 : 3)) {
      throw new UsageException(
          argv[0]
              + " needs "
              + needed
              + ", got "
              + (argv.length - 1)
              + (argv.length == 2 ? " word." : " words."),
          argv[0]);
    }
    return switch (command) {
      case "link-enable" -> linkEnable(argv[1]);
      case "link-disable" -> linkDisable(argv[1]);
      case "link-tier" -> linkTier(argv[1], argv[2]);
      case "link-quota" -> linkQuota(argv[1], argv[2]);
      case "link-quota-day" -> linkQuotaDay(argv[1], argv[2]);
      case "link-used" -> linkUsed(argv[1], argv[2]);
      default -> linkMetered(argv[1], argv[2]);
    };
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

  @Descriptor("says whether a link's traffic is paid for by volume; auto guesses by its kind")
  public String linkMetered(
      @Descriptor("interface name, as in `links`") String name,
      @Descriptor("on, off or auto") String metered) {
    Optional<Boolean> said =
        switch (metered) {
          case "on" -> Optional.of(true);
          case "off" -> Optional.of(false);
          case "auto" -> Optional.empty();
          default ->
              throw new UsageException(
                  "expected on, off or auto, got \"" + metered + "\".", "link-metered");
        };
    directory().metered(name, said);
    return name + " metered: " + metered;
  }

  @Descriptor("says of which tier a link is: it carries while none of a lower tier works")
  public String linkTier(
      @Descriptor("interface name, as in `links`") String name,
      @Descriptor("1 to 9, or auto: what the settings say, else 1") String tier) {
    if (!tier.matches("[1-9]|auto")) {
      throw new UsageException("expected 1 to 9 or auto, got \"" + tier + "\".", "link-tier");
    }
    directory()
        .tier(name, tier.equals("auto") ? Optional.empty() : Optional.of(Integer.valueOf(tier)));
    return name + " tier: " + tier;
  }

  @Descriptor("says what a link may carry until it is counted anew; then it carries nothing")
  public String linkQuota(
      @Descriptor("interface name, as in `links`") String name,
      @Descriptor("an amount such as 20G, off, or auto: what the settings say") String quota) {
    Optional<Long> bytes =
        switch (quota) {
          case "auto" -> Optional.empty();
          case "off" -> Optional.of(LinkQuota.NO_LIMIT);
          default -> Optional.of(volume(quota, 1, ", above 0, off or auto", "link-quota"));
        };
    directory().quota(name, bytes);
    return name + " quota: " + quota;
  }

  @Descriptor("says on which day of the month what a link carries is counted anew")
  public String linkQuotaDay(
      @Descriptor("interface name, as in `links`") String name,
      @Descriptor("1 to 31, never, or auto: what the settings say, else 1") String day) {
    if (!day.matches("[1-9]|[12]\\d|3[01]|never|auto")) {
      throw new UsageException(
          "expected 1 to 31, never or auto, got \"" + day + "\".", "link-quota-day");
    }
    Optional<Integer> said =
        switch (day) {
          case "auto" -> Optional.empty();
          case "never" -> Optional.of(LinkQuota.NEVER);
          default -> Optional.of(Integer.valueOf(day));
        };
    directory().quotaDay(name, said);
    return name + " counted anew: " + (said.orElse(0) > 0 ? "on day " + day : day);
  }

  @Descriptor("says what a link has carried since it was counted anew, as its carrier has it")
  public String linkUsed(
      @Descriptor("interface name, as in `links`") String name,
      @Descriptor("an amount such as 12.3G") String used) {
    directory().used(name, volume(used, 0, "", "link-used"));
    return name + " used: " + used;
  }

  private static long volume(String text, long least, String orElse, String command) {
    return DataVolume.parse(text)
        .filter(bytes -> bytes >= least)
        .orElseThrow(
            () ->
                new UsageException(
                    "expected " + DataVolume.FORM + orElse + ", got \"" + text + "\".", command));
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
