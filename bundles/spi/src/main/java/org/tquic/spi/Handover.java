package org.tquic.spi;

/**
 * What a plug-in leaves to its successor at a live swap. Values are a snapshot; unknown ones are
 * -1.
 *
 * @param previousId id of the plug-in that is replaced, empty at the first start
 * @param swapNs time of the swap, nanoseconds on the engine's clock
 */
public record Handover(String previousId, long swapNs) {
  private static final Handover NONE = new Handover("", -1);

  /** The hand-over of a first start: nothing came before. */
  public static Handover none() {
    return NONE;
  }

  /** Whether a plug-in ran before this one. */
  public boolean isPresent() {
    return !previousId.isEmpty();
  }
}
