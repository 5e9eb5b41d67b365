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

  /** What a flow may have under way. */
  @AttributeDefinition(
      name = "Window",
      min = "16",
      max = "65536",
      description =
          "KiB that a flow may have under way: the send window of its TCP. A smaller one makes the"
              + " scheduler leave slow links out sooner.")
  int window_kib() default WINDOW_KIB;
}
