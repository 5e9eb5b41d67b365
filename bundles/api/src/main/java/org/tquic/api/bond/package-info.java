/** A running bond seen and steered from outside: paths, reasons, counters, plug-in choice. */
@Export
@Version("0.1.0")
package org.tquic.api.bond;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
