/** Messages between the two ends of a bond. */
@Export
@Version("0.1.0")
package org.tquic.bond.wire;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
