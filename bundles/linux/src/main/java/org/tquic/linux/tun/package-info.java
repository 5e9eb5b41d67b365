/** TUN devices: IP packets of the kernel, read and written by this program. */
@Export
@Version("0.1.0")
package org.tquic.linux.tun;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
