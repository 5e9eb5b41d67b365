/**
 * Protection of packets, tokens and stateless resets: RFC 9001, RFC 9369 and the nonce of paths.
 */
@Export
@Version("0.1.0")
package org.tquic.quic.crypto;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
