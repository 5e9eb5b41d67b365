/**
 * Keys, certificates, pairing codes and pinned trust.
 *
 * <p>Each side has one self-signed key for good ({@link org.tquic.identity.IdentityStore}), known
 * to the other by its {@link org.tquic.identity.Fingerprint}. A {@link
 * org.tquic.identity.PairingCode} carries the server's fingerprint to the router and a one-time
 * secret back; {@link org.tquic.identity.PairingRegistry} remembers who was let in. Nothing here
 * can be told to skip a check.
 */
@Export
@Version("0.1.0")
package org.tquic.identity;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
