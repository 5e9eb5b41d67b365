package org.tquic.congestion.cubic;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Parameters of CUBIC, which the engine multipath heeds. */
@ObjectClassDefinition(
    id = CubicPlugin.PID,
    name = "Congestion control cubic",
    description = "The default of most of the internet; engine multipath only.")
@interface CubicParameters {
  /** Default of {@link #beta()}, RFC 9438 section 4.6. */
  double BETA = 0.7;

  /** Least {@link #beta()}, that of Reno. */
  double LEAST_BETA = 0.5;

  /** Most {@link #beta()}: beyond it a full queue hardly empties. */
  double MOST_BETA = 0.9;

  /** What a loss leaves. */
  @AttributeDefinition(
      name = "Beta",
      min = "" + LEAST_BETA,
      max = "" + MOST_BETA,
      description =
          "Share of the window that a loss leaves; more than 0.7 takes more than its part beside"
              + " flows of others; "
              + LEAST_BETA
              + " to "
              + MOST_BETA
              + ".")
  double beta() default BETA;

  /** RFC 9438 section 4.7. */
  @AttributeDefinition(
      name = "Fast convergence",
      description = "Whether a window that shrinks from loss to loss gives room to newer flows.")
  boolean fastconvergence() default true;
}
