/**
 * Routing netlink (RFC 3549, rtnetlink(7)): a codec without I/O, and a client that dumps, changes
 * and watches links, addresses, routes and rules.
 */
@Export
@Version("0.1.0")
package org.tquic.linux.netlink;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
