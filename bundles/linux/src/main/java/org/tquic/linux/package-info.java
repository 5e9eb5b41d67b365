/** System calls of Linux: errors, polling, namespaces and kernel settings. */
@Export
@Version("0.1.0")
package org.tquic.linux;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
