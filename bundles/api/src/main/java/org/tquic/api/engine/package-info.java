/** The QUIC engine seam: whoever opens Netty QUIC channels for the bond. */
@Export
@Version("0.1.0")
package org.tquic.api.engine;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
