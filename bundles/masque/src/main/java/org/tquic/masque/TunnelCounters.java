package org.tquic.masque;

/**
 * Datagrams of a tunnel since it opened.
 *
 * @param sent handed to the connection, or encoded for it
 * @param received given to the listener
 * @param tooLong not sent, longer than the connection can carry
 * @param afterClose not sent, the tunnel being closed
 * @param unknownContext dropped on arrival, their context being unknown
 * @param copied sent at the price of a copy, for want of headroom
 */
public record TunnelCounters(
    long sent, long received, long tooLong, long afterClose, long unknownContext, long copied) {}
