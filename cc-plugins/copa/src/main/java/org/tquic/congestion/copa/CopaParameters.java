package org.tquic.congestion.copa;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Parameters of Copa. */
@ObjectClassDefinition(
    id = CopaPlugin.PID,
    name = "Congestion control copa",
    description = "Keeps a queue of a few packets.")
@interface CopaParameters {
  /** Default of {@link #delta()}, the paper's. */
  double DELTA = 0.5;

  /** Least {@link #delta()}: ten packets of queue. */
  double LEAST_DELTA = 0.1;

  /** Most {@link #delta()}: one packet of queue. */
  double MOST_DELTA = 1;

  /** The paper's delta. */
  @AttributeDefinition(
      name = "Delta",
      min = "" + LEAST_DELTA,
      max = "" + MOST_DELTA,
      description =
          "How much delay counts against throughput: each link holds 1/delta packets in its queue"
              + " while nobody else fills it; "
              + LEAST_DELTA
              + " to "
              + MOST_DELTA
              + ".")
  double delta() default DELTA;
}
