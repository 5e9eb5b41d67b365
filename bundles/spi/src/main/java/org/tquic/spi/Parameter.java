package org.tquic.spi;

/**
 * Checks a parameter that an operator set. A plug-in checks all of them before it takes any: its
 * configuration method may throw, what it had before counts on, and the log says why.
 */
public final class Parameter {
  private Parameter() {}

  /**
   * The value, if it is from {@code least} to {@code most}.
   *
   * @param key as in the configuration
   * @throws IllegalArgumentException naming key, value and range
   */
  public static int within(String key, int value, int least, int most) {
    if (value < least || value > most) {
      throw refused(key, value, "a whole number from " + least + " to " + most);
    }
    return value;
  }

  /** The same for a number with a fraction; what is not a number is refused. */
  public static double within(String key, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw refused(key, value, "a number from " + least + " to " + most);
    }
    return value;
  }

  /**
   * What to throw for a value that cannot be.
   *
   * @param expected what would be good, a phrase
   */
  public static IllegalArgumentException refused(String key, Object value, String expected) {
    return new IllegalArgumentException(key + " is \"" + value + "\", expected " + expected);
  }
}
