/**
 * The quiche engine: QUIC connections of Netty's QUIC codec, each bound to one link. A service and
 * nothing else; no package is exported.
 */
package org.tquic.quic.quiche;
