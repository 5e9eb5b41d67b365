/**
 * Servers that announce themselves on the local network by DNS-SD (RFC 6763) over mDNS (RFC 6762).
 */
@Export
@Version("0.1.0")
package org.tquic.api.lan;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
