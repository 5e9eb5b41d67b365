package org.tquic.scheduler.aggregate;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Parameters of the aggregate scheduler. */
@ObjectClassDefinition(
    id = AggregateScheduler.PID,
    name = "Scheduler aggregate",
    description = "Sends each packet over the link on which it would arrive first.")
@interface AggregateParameters {
  /** Default of {@link #waitms()}. */
  int WAIT_MS = 15;

  /** Most {@link #waitms()}: beyond that a wait is no gain for anybody. */
  int MOST_MS = 100;

  /** How long an urgent packet waits. */
  @AttributeDefinition(
      name = "Wait",
      min = "0",
      max = "" + MOST_MS,
      description =
          "Milliseconds that an urgent packet waits for its best link to have room, if it gains by"
              + " that; 0 to "
              + MOST_MS
              + ".")
  int waitms() default WAIT_MS;
}
