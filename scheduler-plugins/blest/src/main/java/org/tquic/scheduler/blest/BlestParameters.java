package org.tquic.scheduler.blest;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Parameters of the blest scheduler. */
@ObjectClassDefinition(
    id = BlestScheduler.PID,
    name = "Scheduler blest",
    description = "Avoids that packets on a slow link block those on a fast one.")
@interface BlestParameters {
  /** Default of {@link #window_kib()}. */
  int WINDOW_KIB = 1_024;

  /** Least {@link #window_kib()}. */
  int LEAST_KIB = 16;

  /** Most {@link #window_kib()}. */
  int MOST_KIB = 65_536;

  /** What a flow may have under way. */
  @AttributeDefinition(
      name = "Window",
      min = "" + LEAST_KIB,
      max = "" + MOST_KIB,
      description =
          "KiB that a flow may have under way: the send window of its TCP. A smaller one makes the"
              + " scheduler leave slow links out sooner; "
              + LEAST_KIB
              + " to "
              + MOST_KIB
              + ".")
  int window_kib() default WINDOW_KIB;
}
