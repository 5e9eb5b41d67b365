package org.tquic.lab.emulator;

/**
 * What one direction of a link has done so far, an immutable snapshot. All but the backlog only
 * grow.
 *
 * @param frames frames delivered
 * @param bytes their bytes, Ethernet header included
 * @param wireBytes their bytes at the physical layer
 * @param queueDrops frames dropped because the queue was full
 * @param losses frames lost at random
 * @param blackholed frames swallowed while the direction was dead
 * @param backlogBytes bytes at the physical layer that wait for the link now
 */
public record LinkCounters(
    long frames,
    long bytes,
    long wireBytes,
    long queueDrops,
    long losses,
    long blackholed,
    long backlogBytes) {

  String settings() {
    return "frames="
        + frames
        + " bytes="
        + bytes
        + " wire="
        + wireBytes
        + " queuedrops="
        + queueDrops
        + " losses="
        + losses
        + " blackholed="
        + blackholed
        + " backlog="
        + backlogBytes;
  }

  static LinkCounters parse(String settings) {
    long[] values = new long[7];
    String[] parts = settings.trim().split(" ");
    if (parts.length != values.length) {
      throw new IllegalArgumentException("'" + settings + "' are no link counters");
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = Long.parseLong(parts[i].substring(parts[i].indexOf('=') + 1));
    }
    return new LinkCounters(
        values[0], values[1], values[2], values[3], values[4], values[5], values[6]);
  }
}
