/** Multipath QUIC without sockets, clocks or threads: what all parts of it share. */
@Export
@Version("0.1.0")
package org.tquic.quic;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
