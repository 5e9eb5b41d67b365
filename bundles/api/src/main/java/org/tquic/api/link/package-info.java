/** Network links of this machine and what the bond makes of them. */
@Export
@Version("0.1.0")
package org.tquic.api.link;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
