/** Sending, receiving and scheduling of one bond on its owner loop. */
@Export
@Version("0.1.0")
package org.tquic.bond.core;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
