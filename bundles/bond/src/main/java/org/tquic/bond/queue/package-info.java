/** Fair queueing with CoDel in front of the scheduler (RFC 8290). */
@Export
@Version("0.1.0")
package org.tquic.bond.queue;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
