/**
 * Networks on a virtual clock for tests: links with rate, delay, loss and more, NATs, scripts of
 * trouble, traces. The same seed gives the same run.
 */
@Export
@Version("0.1.0")
package org.tquic.quic.sim;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
