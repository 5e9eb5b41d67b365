package org.tquic.api.doctor;

/**
 * What a link carried, content of QUIC streams.
 *
 * @param downBps from the server, bits per second, or -1 where too little came to tell
 * @param upBps to the server, in the same way
 * @param congestion id of the congestion controller that counted on the way up, that of the bond
 */
public record LinkCapacity(long downBps, long upBps, String congestion) {}
