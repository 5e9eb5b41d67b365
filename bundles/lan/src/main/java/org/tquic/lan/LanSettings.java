package org.tquic.lan;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What the local network is told of besides a server. */
@ObjectClassDefinition(
    id = LanSettings.PID,
    name = "Local network",
    description = "What multicast DNS tells of this machine besides the server role.")
@interface LanSettings {
  /** The persistent identity of the configuration. */
  String PID = "org.tquic.lan";

  /** A page that shows how the bond does. */
  @AttributeDefinition(
      name = "Status page",
      description =
          "PORT/PATH of a web page of this machine that shows how the bond does, to announce it;"
              + " empty: none. Changes live.",
      required = false)
  String statuspage() default "";

  /** Whether the whole world may know of it. */
  @AttributeDefinition(
      name = "On WANs",
      description =
          "Whether to announce the page on links that lead to the internet, too. Changes live.")
  boolean onwans() default false;
}
