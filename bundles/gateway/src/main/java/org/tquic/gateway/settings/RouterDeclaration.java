package org.tquic.gateway.settings;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings of the router role, PID {@value #PID}. */
@ObjectClassDefinition(
    id = RouterDeclaration.PID,
    name = "TQUIC Bond router",
    description = "Joins the WANs of this machine into one link through a server.")
public @interface RouterDeclaration {
  /** The persistent identity of the configuration. */
  String PID = "org.tquic.router";

  /** Devices to bond. */
  @AttributeDefinition(
      name = "WAN devices",
      description = "Names of the devices to bond; empty bonds every WAN that is found.",
      required = false)
  String[] wans() default {};

  /** Where the paired server is now. */
  @AttributeDefinition(
      name = "Server",
      description =
          "HOST:PORT of the paired server where that is not what the pairing says, such as after a"
              + " move; its key stays that of the pairing. A change restarts the role.",
      required = false)
  String server() default "";

  /** The QUIC engine. */
  @AttributeDefinition(
      name = "Engine",
      description = "Id of the QUIC engine. A change restarts the role.")
  String engine() default "multipath";

  /** The scheduler. */
  @AttributeDefinition(
      name = "Scheduler",
      description = "Id of the scheduler, which chooses the link of each packet. Changes live.")
  String scheduler() default "aggregate";

  /** The congestion controller. */
  @AttributeDefinition(
      name = "Congestion control",
      description = "Id of the congestion controller of each link. Changes live.")
  String congestion() default "bbr";

  /** The congestion controllers of single links. */
  @AttributeDefinition(
      name = "Congestion control of links",
      description =
          "LINK=ID for each link that has a congestion controller of its own. Changes live.",
      required = false)
  String[] linkcongestion() default {};

  /** Which single links are bonded. */
  @AttributeDefinition(
      name = "Links switched on or off",
      description =
          "LINK=on for each link to bond whatever discovery makes of it, LINK=off for each not to"
              + " bond. What `link-enable` and `link-disable` say counts more. Changes live.",
      required = false)
  String[] linkenabled() default {};

  /** Which single links are paid for by volume. */
  @AttributeDefinition(
      name = "Metered links",
      description =
          "LINK=on for each link that is paid for by volume, LINK=off for each that is not though"
              + " links of its kind are. What `link-metered` says counts more. Changes live.",
      required = false)
  String[] linkmetered() default {};

  /** The tiers of single links. */
  @AttributeDefinition(
      name = "Tiers of links",
      description =
          "LINK=N for each link that is not of tier 1, N from 1 to 9: a link carries traffic only"
              + " while no link of a lower tier works. What `link-tier` says counts more. Changes"
              + " live.",
      required = false)
  String[] linktier() default {};

  /** What single links may carry. */
  @AttributeDefinition(
      name = "Quotas of links",
      description =
          "LINK=BYTES for each link that may carry so much a month and nothing more, both"
              + " directions together, such as usb0=20G. What `link-quota` says counts more."
              + " Changes live.",
      required = false)
  String[] linkquota() default {};

  /** When that is counted anew. */
  @AttributeDefinition(
      name = "Days of quotas",
      description =
          "LINK=N for each link whose quota is counted anew on another day of the month than the"
              + " first: 1 to 31, the last day of a shorter month; 0 for never. What"
              + " `link-quota-day` says counts more. Changes live.",
      required = false)
  String[] linkquotaday() default {};

  /** What goes through the bond. */
  @AttributeDefinition(
      name = "Routes",
      description =
          "Networks to reach through the bond, ADDRESS/LENGTH each; default is everything that"
              + " has no more specific route. Changes live.")
  String[] routes() default {"default"};

  /** What becomes of traffic while the server cannot be reached. */
  @AttributeDefinition(
      name = "Fallback",
      description =
          "Whether traffic takes the WANs directly, without the bond, once no path to the server"
              + " has worked for 5 seconds, until one does; otherwise it waits. Changes live.")
  boolean fallback() default false;

  /** Whether to keep a firewall table. */
  @AttributeDefinition(
      name = "Firewall",
      description =
          "Whether to masquerade and to clamp the MSS in the nftables table tquic. Changes live.")
  boolean firewall() default true;

  /** Whether to log connections. */
  @AttributeDefinition(
      name = "qlog",
      description =
          "Whether to log each connection in the qlog format, a file each in qlog/ of the state"
              + " folder. Changes live.")
  boolean qlog() default false;

  /** Space for the logs of connections. */
  @AttributeDefinition(
      name = "Space for qlog",
      description =
          "What all qlog files may take together, MiB; one may take a third of it. Changes live.",
      min = "1",
      max = "1048576")
  int qlogmib() default 256;

  /** Name of the tunnel's device. */
  @AttributeDefinition(
      name = "Device",
      description = "Name of the tunnel's device, 1 to 15 characters. A change restarts the role.")
  String device() default "tquic0";
}
