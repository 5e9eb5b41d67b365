package org.tquic.identity;

import java.time.Instant;

/**
 * A pairing code that can still be used, without its secret.
 *
 * @param id its public name
 * @param name how the server will call the router
 * @param created when it was made
 * @param expires when it ceases to be good
 * @param wrongProofs how often a wrong secret was tried, 0 to 4
 */
public record PendingCode(
    CodeId id, String name, Instant created, Instant expires, int wrongProofs) {}
