package org.tquic.bond.core;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Totals of one bond since its start.
 *
 * @param queuedBytes inner bytes waiting to be sent
 * @param markedByCoDel packets marked (ECN) because they waited too long
 * @param droppedByCoDel packets dropped because they waited too long
 * @param droppedWhenFull packets dropped because the queue was full
 * @param resent packets sent once more
 * @param abandoned packets not sent once more because it was too late
 * @param late packets delivered after they had been given up
 * @param givenUp packets no longer waited for
 * @param duplicates packets that came twice
 * @param heldBytes inner bytes waiting for one before them
 * @param holdMicros time a missing packet is waited for
 * @param tooBig packets that were too large
 * @param malformed messages of the peer that could not be read
 * @param schedulerFaults failures of scheduler plug-ins
 */
public record BondCounters(
    long queuedBytes,
    long markedByCoDel,
    long droppedByCoDel,
    long droppedWhenFull,
    long resent,
    long abandoned,
    long late,
    long givenUp,
    long duplicates,
    long heldBytes,
    long holdMicros,
    long tooBig,
    long malformed,
    long schedulerFaults) {

  /** The totals by name. */
  public Map<String, Long> toMap() {
    Map<String, Long> map = new LinkedHashMap<>();
    map.put("queuedBytes", queuedBytes);
    map.put("markedByCoDel", markedByCoDel);
    map.put("droppedByCoDel", droppedByCoDel);
    map.put("droppedWhenFull", droppedWhenFull);
    map.put("resent", resent);
    map.put("abandoned", abandoned);
    map.put("late", late);
    map.put("givenUp", givenUp);
    map.put("duplicates", duplicates);
    map.put("heldBytes", heldBytes);
    map.put("holdMicros", holdMicros);
    map.put("tooBig", tooBig);
    map.put("malformed", malformed);
    map.put("schedulerFaults", schedulerFaults);
    return map;
  }
}
