/** One connection: everything of the engine put together, driven by datagrams and time. */
@Export
@Version("0.1.0")
package org.tquic.quic.connection;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
