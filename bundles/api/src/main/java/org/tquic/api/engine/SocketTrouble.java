package org.tquic.api.engine;

import org.tquic.api.bond.PathReason;

/**
 * User event in a connection's pipeline: the kernel reported an error on its UDP socket after the
 * handshake. It is a hint, for an ICMP message may be forged or transient: the connection stays,
 * the path deserves suspicion. The same reason is reported at most once per second.
 *
 * @param reason what the error says about the path
 * @param message the error in one line
 */
public record SocketTrouble(PathReason reason, String message) {}
