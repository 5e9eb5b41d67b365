package org.tquic.scheduler.redundant;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Parameters of the redundant scheduler. */
@ObjectClassDefinition(
    id = RedundantScheduler.PID,
    name = "Scheduler redundant",
    description = "Sends packets over several links at once.")
@interface RedundantParameters {
  /** Default of {@link #paths()}. */
  int PATHS = 2;

  /** How many links carry a copy. */
  @AttributeDefinition(
      name = "Links",
      min = "2",
      max = "32",
      description = "How many links carry each such packet, the fastest first; 32 is all.")
  int paths() default PATHS;

  /** Whether bulk is doubled too. */
  @AttributeDefinition(
      name = "Bulk too",
      description =
          "Whether bulk traffic is sent several times too. The links together then carry no more"
              + " than the slowest of them.")
  boolean bulk() default false;
}
