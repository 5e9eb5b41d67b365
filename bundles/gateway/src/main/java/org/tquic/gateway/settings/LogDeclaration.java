package org.tquic.gateway.settings;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The settings of the log, PID {@value #PID}. */
@ObjectClassDefinition(
    id = LogDeclaration.PID,
    name = "TQUIC Bond log",
    description = "How much a running role logs.")
public @interface LogDeclaration {
  /** The persistent identity of the configuration. */
  String PID = "org.tquic.log";

  /** The level of the log. */
  @AttributeDefinition(
      name = "Level",
      description = "The least severe events that are logged. Changes live.",
      options = {
        @Option(value = "error"),
        @Option(value = "warn"),
        @Option(value = "info"),
        @Option(value = "debug"),
        @Option(value = "trace")
      })
  String level() default "info";
}
