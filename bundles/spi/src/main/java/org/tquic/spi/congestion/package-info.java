/** The congestion control plug-in: how much a path may carry. */
@Export
@Version("0.1.0")
package org.tquic.spi.congestion;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
