package org.tquic.api.bond;

/**
 * A path went from one state to another.
 *
 * @param atMillis when, epoch milliseconds
 * @param bond name of the bond
 * @param link name of the link below the path at that time
 * @param linkId id of that link, which outlives its name
 * @param from state before; {@link PathState#DISCOVERED} for the first transition of a run
 * @param to state after
 * @param reason why
 * @param detail the reason's evidence, at most {@value #MAX_DETAIL} printable characters, or empty
 */
public record PathTransition(
    long atMillis,
    String bond,
    String link,
    String linkId,
    PathState from,
    PathState to,
    PathReason reason,
    String detail) {
  /** Characters of a detail. */
  public static final int MAX_DETAIL = 200;

  /** Cuts the detail, which may be a peer's words, and makes it printable. */
  public PathTransition {
    detail = detail.replaceAll("\\p{Cntrl}", " ");
    detail = detail.length() > MAX_DETAIL ? detail.substring(0, MAX_DETAIL) : detail;
  }
}
