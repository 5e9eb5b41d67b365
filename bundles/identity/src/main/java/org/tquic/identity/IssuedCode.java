package org.tquic.identity;

import java.time.Instant;

/**
 * A pairing code just made. Its text exists here only; the registry does not give it again.
 *
 * @param code the code
 * @param name how the server will call the router
 * @param expires when the code ceases to be good
 */
public record IssuedCode(PairingCode code, String name, Instant expires) {}
