package org.tquic.api.engine;

import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;

/**
 * A listener to open.
 *
 * @param loop the thread that will own the socket and its connections, from the engine's own group
 * @param local address and port; a wildcard IPv6 address takes IPv4 too
 * @param tls own identity and trust; clients must present a certificate; ALPN is {@code h3}
 * @param transport transport parameters
 * @param handler sharable initializer, put into each connection's pipeline
 * @param streamHandler sharable, put into the pipeline of each stream that a client opens
 */
public record ServerRequest(
    EventLoop loop,
    InetSocketAddress local,
    TlsIdentity tls,
    TransportSettings transport,
    ChannelHandler handler,
    ChannelHandler streamHandler) {}
