/** Active diagnosis of links: what is asked for, what is seen as it goes, what is concluded. */
@Export
@Version("0.1.0")
package org.tquic.api.doctor;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
