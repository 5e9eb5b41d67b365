/** What schedulers and congestion controllers have in common. */
@Export
@Version("0.1.0")
package org.tquic.spi;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
