/** Ends of a simulated connection. */
@Export
@Version("0.1.0")
package org.tquic.quic.sim.pair;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
