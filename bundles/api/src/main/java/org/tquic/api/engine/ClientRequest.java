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
 * @param answeredTimeout the same once the server has answered at all, not less: a slow machine may
 *     need longer for the handshake than a link deserves that is silent
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
    Duration answeredTimeout,
    ChannelHandler handler,
    ChannelHandler streamHandler) {

  /** A connection whose handshake has one timeout, whether the server answers or not. */
  public ClientRequest(
      EventLoop loop,
      LinkBinding link,
      InetSocketAddress remote,
      TlsIdentity tls,
      TransportSettings transport,
      Duration handshakeTimeout,
      ChannelHandler handler,
      ChannelHandler streamHandler) {
    this(
        loop,
        link,
        remote,
        tls,
        transport,
        handshakeTimeout,
        handshakeTimeout,
        handler,
        streamHandler);
  }

  /** The same connection with more time once the server has answered. */
  public ClientRequest withAnsweredTimeout(Duration timeout) {
    return new ClientRequest(
        loop, link, remote, tls, transport, handshakeTimeout, timeout, handler, streamHandler);
  }
}
