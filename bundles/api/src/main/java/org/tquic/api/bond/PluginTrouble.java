package org.tquic.api.bond;

/**
 * What is wrong with a plug-in, an immutable snapshot. What it did wrong was contained: a built-in
 * does its work.
 *
 * @param kind {@code scheduler}, {@code congestion controller} or {@code bundle}
 * @param plugin its id, or the symbolic name of a bundle
 * @param reason what went wrong last, a phrase
 * @param count how often something went wrong since the role started
 */
public record PluginTrouble(String kind, String plugin, String reason, long count) {}
