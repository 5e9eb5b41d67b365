/**
 * Loss detection and congestion control, RFC 9002, for one path of a connection: what was sent and
 * received, when something is lost, and how much may be under way. Also the guards around the
 * plug-ins that decide it.
 *
 * <p>Times are nanoseconds on the caller's clock, which is never negative; {@link
 * org.tquic.quic.recovery.PathRecovery#NEVER} stands for no deadline.
 */
@Export
@Version("0.1.0")
package org.tquic.quic.recovery;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
