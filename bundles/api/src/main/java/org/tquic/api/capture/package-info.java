/** Capture files, as all bundles write them. */
@Export
@Version("0.1.0")
package org.tquic.api.capture;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
