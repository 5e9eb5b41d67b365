/** Logs of connections as files: switched while they live, bounded, written beside the loops. */
package org.tquic.quic.netty.qlog;
