package org.tquic.congestion.auto;

/**
 * A controller, and why.
 *
 * @param id of the controller
 * @param reason a clause about the path
 */
record Choice(String id, String reason) {}
