package org.tquic.congestion.auto;

/**
 * What a path showed in one period.
 *
 * @param lossShare share of the bytes that were lost, 0 to 1
 * @param lossEpochs recovery periods that a loss began
 * @param emptyLossEpochs those of them that began while there was no queue to speak of
 * @param markEpochs recovery periods that a mark began
 * @param queueNs mean part of the round-trip time that is a queue, while the window was used
 * @param minRttNs least round-trip time
 * @param jitterNs least variation of the round-trip time: what no queue explains
 */
record Findings(
    double lossShare,
    int lossEpochs,
    int emptyLossEpochs,
    int markEpochs,
    long queueNs,
    long minRttNs,
    long jitterNs) {}
