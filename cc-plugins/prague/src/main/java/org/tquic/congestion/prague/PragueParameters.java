package org.tquic.congestion.prague;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Parameters of Prague. */
@ObjectClassDefinition(
    id = PraguePlugin.PID,
    name = "Congestion control prague",
    description = "Very short queues where the network marks for L4S.")
@interface PragueParameters {
  /** Default of {@link #referencems()}, the draft's. */
  int REFERENCE_MS = 25;

  /** Least {@link #referencems()}. */
  int LEAST_MS = 5;

  /** Most {@link #referencems()}. */
  int MOST_MS = 100;

  /** The reference round-trip time. */
  @AttributeDefinition(
      name = "Reference round-trip time",
      min = "" + LEAST_MS,
      max = "" + MOST_MS,
      description =
          "Milliseconds: a link with a shorter round-trip time takes no more than one with this; "
              + LEAST_MS
              + " to "
              + MOST_MS
              + ".")
  int referencems() default REFERENCE_MS;
}
