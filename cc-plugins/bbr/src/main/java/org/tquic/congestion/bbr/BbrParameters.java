package org.tquic.congestion.bbr;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Parameters of BBR, which the engine multipath heeds. */
@ObjectClassDefinition(
    id = BbrPlugin.PID,
    name = "Congestion control bbr",
    description = "Keeps to the measured bandwidth; engine multipath only.")
@interface BbrParameters {
  /**
   * Default of {@link #losspercent()}: above the draft's threshold of 2, so that random loss of 2 %
   * is not taken for congestion by chance.
   */
  int LOSS_PERCENT = 3;

  /** Most {@link #losspercent()}. */
  int MOST_PERCENT = 20;

  /** Loss that a path has by itself. */
  @AttributeDefinition(
      name = "Loss",
      min = "0",
      max = "" + MOST_PERCENT,
      description =
          "Percent of its bytes that a link may lose without being taken for congested: what the"
              + " radio loses by itself; 0 to "
              + MOST_PERCENT
              + ".")
  int losspercent() default LOSS_PERCENT;
}
