package org.tquic.spi.scheduler;

/**
 * The bond a scheduler works for.
 *
 * @param name name of the bond, for messages
 * @param seed seed for whatever randomness the scheduler wants
 */
public record ConnectionInfo(String name, long seed) {}
