package org.tquic.bond;

import io.netty.channel.EventLoop;
import org.tquic.api.engine.QuicEngine;
import org.tquic.api.engine.TlsIdentity;
import org.tquic.spi.scheduler.PathSchedulerFactory;

/**
 * What a router's bond is made of.
 *
 * @param engine opens the connections
 * @param loop from the engine's own group; owns everything
 * @param host the server's name or address
 * @param port the server's UDP port
 * @param tls own identity and the pinned server
 * @param scheduler the scheduler to begin with
 * @param congestion the congestion controller to begin with
 * @param mappings what was learnt of the links' NATs
 */
public record RouterBondConfig(
    QuicEngine engine,
    EventLoop loop,
    String host,
    int port,
    TlsIdentity tls,
    PathSchedulerFactory scheduler,
    CongestionChoice congestion,
    MappingMemory mappings) {
  /** A bond that learns anew what the links' NATs do. */
  public RouterBondConfig(
      QuicEngine engine,
      EventLoop loop,
      String host,
      int port,
      TlsIdentity tls,
      PathSchedulerFactory scheduler,
      CongestionChoice congestion) {
    this(engine, loop, host, port, tls, scheduler, congestion, MappingMemory.NONE);
  }
}
