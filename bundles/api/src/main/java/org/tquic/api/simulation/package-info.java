/** Bonds over simulated links, to see what schedulers and congestion controllers do with them. */
@Export
@Version("0.1.0")
package org.tquic.api.simulation;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
