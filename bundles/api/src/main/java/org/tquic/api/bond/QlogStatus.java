package org.tquic.api.bond;

/**
 * Logs of connections in the qlog format, an immutable snapshot.
 *
 * @param on whether connections are logged
 * @param folder where to, or empty when they never were
 * @param openLogs connections that are logged now
 * @param bytes what all logs of the folder take, those of earlier times included
 * @param limitBytes what they may take
 * @param droppedRecords records that were not taken since the switch was last set on, because the
 *     disk was too slow or a limit was reached
 * @param problem why there are no logs, and what to do; or empty
 */
public record QlogStatus(
    boolean on,
    String folder,
    int openLogs,
    long bytes,
    long limitBytes,
    long droppedRecords,
    String problem) {
  /** Never switched on. */
  public static final QlogStatus OFF = new QlogStatus(false, "", 0, 0, 0, 0, "");
}
