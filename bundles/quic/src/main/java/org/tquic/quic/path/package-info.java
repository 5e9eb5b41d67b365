/** Connection IDs, path IDs, validation, limits and lives of the paths of a connection. */
@Export
@Version("0.1.0")
package org.tquic.quic.path;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
