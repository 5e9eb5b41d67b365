/**
 * MASQUE over HTTP/3: CONNECT-IP (RFC 9484) with HTTP Datagrams and capsules (RFC 9297), client and
 * server, on any {@link io.netty.handler.codec.quic.QuicChannel}.
 */
@Export
@Version("0.1.0")
package org.tquic.masque;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
