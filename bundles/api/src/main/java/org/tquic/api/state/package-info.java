/** Files of the state folder, as all bundles write them. */
@Export
@Version("0.1.0")
package org.tquic.api.state;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
