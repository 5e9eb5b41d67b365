package org.tquic.scheduler.ecf;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Parameters of the ecf scheduler. */
@ObjectClassDefinition(
    id = EcfScheduler.PID,
    name = "Scheduler ecf",
    description = "Waits for the fastest link where that has all done sooner.")
@interface EcfParameters {
  /** Default of {@link #beta()}, the paper's. */
  double BETA = 0.25;

  /** Most {@link #beta()}. */
  double MOST_BETA = 1;

  /** The paper's hysteresis. */
  @AttributeDefinition(
      name = "Beta",
      min = "0",
      max = "" + MOST_BETA,
      description =
          "Share of the slower link's delay by which waiting may be the worse choice before a"
              + " scheduler that waits ceases to; more waits more steadily; 0 to "
              + MOST_BETA
              + ".")
  double beta() default BETA;
}
