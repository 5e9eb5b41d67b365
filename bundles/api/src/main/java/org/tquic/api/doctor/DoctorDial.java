package org.tquic.api.doctor;

import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.tquic.api.engine.LinkBinding;
import org.tquic.api.engine.TransportSettings;

/**
 * A connection that a doctor wants; see {@link org.tquic.api.engine.ClientRequest}.
 *
 * @param loop the thread that will own the connection, from the engine's own group
 * @param link the link to use
 * @param remote server address, resolved
 * @param transport transport parameters
 * @param handshakeTimeout after which the attempt fails
 * @param streamHandler put into the pipeline of each stream that the server opens
 */
public record DoctorDial(
    EventLoop loop,
    LinkBinding link,
    InetSocketAddress remote,
    TransportSettings transport,
    Duration handshakeTimeout,
    ChannelHandler streamHandler) {}
