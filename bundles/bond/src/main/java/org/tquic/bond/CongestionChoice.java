package org.tquic.bond;

/**
 * A congestion controller as the operator and the engine call it.
 *
 * @param id id of the plug-in
 * @param algorithm the engine's name for it
 */
public record CongestionChoice(String id, String algorithm) {}
