/** UDP sockets on an event loop: batched by the kernel where it can, plain ones of the JDK else. */
package org.tquic.quic.netty.udp;
