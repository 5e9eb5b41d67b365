/**
 * The multipath engine: this project's QUIC connections as Netty channels, one UDP socket per path.
 * A service and nothing else; no package is exported.
 */
package org.tquic.quic.netty;
