package org.tquic.identity;

import java.time.Instant;
import java.util.Optional;

/**
 * A router that is or was paired.
 *
 * @param name how the server calls it
 * @param fingerprint its key
 * @param enrolledAt when it redeemed its code
 * @param lastSeen when it last connected, to the minute; empty if never
 * @param revokedAt when it was revoked; empty if it is let in
 */
public record PairedRouter(
    String name,
    Fingerprint fingerprint,
    Instant enrolledAt,
    Optional<Instant> lastSeen,
    Optional<Instant> revokedAt) {}
