/**
 * Sockets that the JDK does not have: raw Ethernet, UDP in batches; and options that its own lack.
 */
@Export
@Version("0.1.0")
package org.tquic.linux.socket;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
