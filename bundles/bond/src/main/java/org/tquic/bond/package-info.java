/** One bond from many carriers: joining, scheduling, re-ordering, re-sending, fail-over. */
@Export
@Version("0.1.0")
package org.tquic.bond;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
