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

  /** Least {@link #paths()}: one copy is what any other scheduler sends. */
  int LEAST_PATHS = 2;

  /** Most {@link #paths()}, which is all. */
  int MOST_PATHS = 32;

  /** How many links carry a copy. */
  @AttributeDefinition(
      name = "Links",
      min = "" + LEAST_PATHS,
      max = "" + MOST_PATHS,
      description =
          "How many links carry each urgent packet, the fastest first; "
              + LEAST_PATHS
              + " to "
              + MOST_PATHS
              + ", which is all.")
  int paths() default PATHS;

  /** Whether bulk is doubled too. */
  @AttributeDefinition(
      name = "Bulk too",
      description =
          "Whether bulk traffic is sent several times too. The links together then carry no more"
              + " than the slowest of them.")
  boolean bulk() default false;
}
