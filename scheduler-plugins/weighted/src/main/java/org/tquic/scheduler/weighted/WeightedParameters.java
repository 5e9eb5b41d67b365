package org.tquic.scheduler.weighted;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Parameters of the weighted scheduler. */
@ObjectClassDefinition(
    id = WeightedScheduler.PID,
    name = "Scheduler weighted",
    description = "Shares the traffic out in proportion to weights.")
@interface WeightedParameters {
  /** Weights of links. */
  @AttributeDefinition(
      name = "Weights",
      required = false,
      description =
          "LINK=WEIGHT for each link that has one, a number from 0.01 to 1000; a link without"
              + " counts as 1. Empty shares out by measured capacity.")
  String[] weights() default {};
}
