package org.tquic.scheduler.deadline;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Parameters of the deadline scheduler. */
@ObjectClassDefinition(
    id = DeadlineScheduler.PID,
    name = "Scheduler deadline",
    description = "Sends urgent packets over the least used link that is in time.")
@interface DeadlineParameters {
  /** Most {@link #budgetms()}. */
  int MOST_MS = 2_000;

  /** Time that an urgent packet has. */
  @AttributeDefinition(
      name = "Budget",
      min = "0",
      max = "" + MOST_MS,
      description =
          "Milliseconds that an urgent packet may take from this end of the bond to the other;"
              + " 0 is what the bond says, 150; 0 to "
              + MOST_MS
              + ".")
  int budgetms() default 0;
}
