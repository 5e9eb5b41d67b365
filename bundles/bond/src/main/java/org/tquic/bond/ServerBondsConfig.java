package org.tquic.bond;

import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import org.tquic.api.engine.QuicEngine;
import org.tquic.api.engine.TlsIdentity;
import org.tquic.spi.scheduler.PathSchedulerFactory;

/**
 * What a server's bonds are made of.
 *
 * @param engine listens for connections
 * @param loop from the engine's own group; owns everything
 * @param listen address and UDP port
 * @param tls own identity; how clients' certificates are judged
 * @param scheduler the scheduler to begin with
 * @param congestion the congestion controller of all connections
 */
public record ServerBondsConfig(
    QuicEngine engine,
    EventLoop loop,
    InetSocketAddress listen,
    TlsIdentity tls,
    PathSchedulerFactory scheduler,
    CongestionChoice congestion) {}
