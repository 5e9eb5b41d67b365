/** What shares a UDP socket: connections of both roles and the answers that need none. */
@Export
@Version("0.1.0")
package org.tquic.quic.endpoint;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
