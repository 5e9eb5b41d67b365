/** What travels: integers, packet headers, frames and transport parameters. */
@Export
@Version("0.1.0")
package org.tquic.quic.wire;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
