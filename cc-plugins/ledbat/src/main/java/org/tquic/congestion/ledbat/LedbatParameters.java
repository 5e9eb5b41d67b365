package org.tquic.congestion.ledbat;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Parameters of LEDBAT++. */
@ObjectClassDefinition(
    id = LedbatPlugin.PID,
    name = "Congestion control ledbat",
    description = "Uses what others leave.")
@interface LedbatParameters {
  /** Default of {@link #targetms()}, the draft's. */
  int TARGET_MS = 60;

  /** Least {@link #targetms()}; less is jitter on many links. */
  int LEAST_MS = 5;

  /** Most {@link #targetms()}, RFC 6817 section 2.5. */
  int MOST_MS = 100;

  /** Queueing delay that it keeps to. */
  @AttributeDefinition(
      name = "Target",
      min = "" + LEAST_MS,
      max = "" + MOST_MS,
      description =
          "Milliseconds of queue above which the window shrinks; less gives way to others sooner; "
              + LEAST_MS
              + " to "
              + MOST_MS
              + ".")
  int targetms() default TARGET_MS;
}
