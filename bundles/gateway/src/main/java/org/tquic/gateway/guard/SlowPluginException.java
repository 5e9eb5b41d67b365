package org.tquic.gateway.guard;

/** A plug-in's calls take too long as a rule. */
final class SlowPluginException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SlowPluginException(long tookNs) {
    super(
        "its calls take too long, the last one measured "
            + tookNs / 1_000
            + " µs; "
            + CallBudget.LONGEST_NS / 1_000
            + " µs are the limit");
  }

  @Override
  public String toString() {
    return getMessage();
  }
}
