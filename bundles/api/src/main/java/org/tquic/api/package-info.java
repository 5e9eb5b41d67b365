/** Errors that carry their remedy. */
@Export
@Version("0.1.0")
package org.tquic.api;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
