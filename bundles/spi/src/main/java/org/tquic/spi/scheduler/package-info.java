/** The path scheduler plug-in: which path carries the next packet. */
@Export
@Version("0.1.0")
package org.tquic.spi.scheduler;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
