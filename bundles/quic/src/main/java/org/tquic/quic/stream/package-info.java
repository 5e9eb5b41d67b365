/** Streams, their flow control, the handshake's byte streams and datagrams. */
package org.tquic.quic.stream;
