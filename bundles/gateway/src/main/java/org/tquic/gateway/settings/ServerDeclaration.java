package org.tquic.gateway.settings;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The settings of the server role, PID {@value #PID}. */
@ObjectClassDefinition(
    id = ServerDeclaration.PID,
    name = "TQUIC Bond server",
    description = "Takes the bonds of routers and passes their traffic on.")
public @interface ServerDeclaration {
  /** The persistent identity of the configuration. */
  String PID = "org.tquic.server";

  /** Where to listen. */
  @AttributeDefinition(
      name = "Listen",
      description =
          "UDP address and port, ADDR:PORT or [IPv6]:PORT; [::] takes IPv4 too. A change restarts"
              + " the role.")
  String listen() default "[::]:4433";

  /** The pool of IPv4 addresses. */
  @AttributeDefinition(
      name = "IPv4 pool",
      description =
          "Network of the routers' inner IPv4 addresses, prefix length 8 to 30. A change restarts"
              + " the role.")
  String pool() default "10.77.0.0/16";

  /** The pool of IPv6 addresses. */
  @AttributeDefinition(
      name = "IPv6 pool",
      description =
          "Network of the routers' inner IPv6 addresses, prefix length 64; empty takes a random"
              + " unique local one and keeps it. A change restarts the role.",
      required = false)
  String pool6() default "";

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

  /** Where to announce the server. */
  @AttributeDefinition(
      name = "Multicast DNS",
      description =
          "Where to announce this server by multicast DNS: lan for links that do not lead to the"
              + " internet, all for every link, off for none. Changes live.",
      options = {@Option(value = "lan"), @Option(value = "all"), @Option(value = "off")})
  String mdns() default "lan";

  /** Name of the tunnel's device. */
  @AttributeDefinition(
      name = "Device",
      description = "Name of the tunnel's device, 1 to 15 characters. A change restarts the role.")
  String device() default "tquic0";
}
