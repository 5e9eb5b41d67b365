/** One carrier: what it has under way, how it fares, whether it lives. */
@Export
@Version("0.1.0")
package org.tquic.bond.path;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
