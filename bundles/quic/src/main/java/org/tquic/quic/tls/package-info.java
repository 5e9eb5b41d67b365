/** TLS 1.3 as QUIC runs it, RFC 9001 section 4: handshake messages in and out, secrets out. */
@Export
@Version("0.1.0")
package org.tquic.quic.tls;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
