/**
 * Logs of connections in the qlog format: JSON text sequences (RFC 7464) of
 * draft-ietf-quic-qlog-main-schema-14 with the events of draft-ietf-quic-qlog-quic-events-13.
 */
@Export
@Version("0.1.0")
package org.tquic.quic.qlog;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
