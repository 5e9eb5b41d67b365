package org.tquic.api.engine;

import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * A connection to open.
 *
 * @param loop the thread that will own the connection, from the engine's own group
 * @param link the link to use
 * @param remote server address, resolved
 * @param tls own identity and trust; ALPN is {@code h3}
 * @param transport transport parameters
 * @param handshakeTimeout after which the attempt fails
 * @param handler put into the connection's pipeline before the handshake; sees DATAGRAMs as buffers
 * @param streamHandler put into the pipeline of each stream that the server opens
 */
public record ClientRequest(
    EventLoop loop,
    LinkBinding link,
    InetSocketAddress remote,
    TlsIdentity tls,
    TransportSettings transport,
    Duration handshakeTimeout,
    ChannelHandler handler,
    ChannelHandler streamHandler) {}
