package org.tquic.masque;

/**
 * Datagrams of a tunnel since it opened.
 *
 * @param sent handed to the connection
 * @param received given to the listener
 * @param tooLong not sent, longer than the connection can carry
 * @param unknownContext dropped on arrival, their context being unknown
 * @param copied sent at the price of a copy, for want of headroom
 */
public record TunnelCounters(
    long sent, long received, long tooLong, long unknownContext, long copied) {}
