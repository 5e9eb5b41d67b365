package org.tquic.quic.netty.qlog;

import io.netty.channel.EventLoop;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.quic.Role;
import org.tquic.quic.connection.Connection;

/**
 * The connections of one endpoint and their logs, while logs are switched on; used on its loop, but
 * not within a connection's call.
 */
public final class EndpointLogs {
  private static final Logger LOG = LoggerFactory.getLogger(EndpointLogs.class);

  private static final class Entry {
    boolean proven;

    /** The connection's only one since the switch was set on; null before and after it. */
    ConnectionLog log;

    boolean full;
  }

  private final EngineLogs engine;
  private final EventLoop loop;
  private final Role role;
  private final Map<Connection, Entry> entries = new IdentityHashMap<>();
  private QlogSession session;

  EndpointLogs(EngineLogs engine, EventLoop loop, Role role) {
    this.engine = engine;
    this.loop = loop;
    this.role = role;
  }

  EventLoop loop() {
    return loop;
  }

  /** A connection is made. */
  public void add(Connection connection) {
    Entry entry = new Entry();
    // A client has chosen its server; a server's client may be anybody.
    entry.proven = role == Role.CLIENT;
    entries.put(connection, entry);
    begin(connection, entry);
  }

  /** A connection's handshake is complete, its peer authenticated. */
  public void onEstablished(Connection connection) {
    Entry entry = entries.get(connection);
    if (entry == null || entry.proven) {
      return;
    }
    entry.proven = true;
    if (entry.log != null) {
      entry.log.file().prove();
    } else {
      // There may have been no place for one that had proven nothing.
      begin(connection, entry);
    }
  }

  /** Nothing is left of a connection. */
  public void remove(Connection connection) {
    Entry entry = entries.remove(connection);
    if (entry != null && entry.log != null) {
      entry.log.end();
    }
  }

  /** The endpoint is gone with all its connections. */
  public void close() {
    for (Connection connection : entries.keySet().toArray(new Connection[0])) {
      remove(connection);
    }
    engine.remove(this);
  }

  /** Logs go to another session, or null for none. */
  void switchTo(QlogSession next) {
    if (next == session) {
      return;
    }
    entries.values().forEach(EndpointLogs::end);
    session = next;
    entries.forEach(this::begin);
  }

  private static void end(Entry entry) {
    if (entry.log != null) {
      entry.log.detach(System.nanoTime());
      entry.log = null;
    }
    entry.full = false;
  }

  private void begin(Connection connection, Entry entry) {
    if (session == null || entry.full || connection.isTerminated()) {
      return;
    }
    entry.log = session.log(connection, role, entry.proven, () -> endFullSoon(connection, entry));
    if (entry.log == null) {
      LOG.debug("no place for a log of {}", connection.originalDestination());
    } else {
      entry.log.begin(System.nanoTime());
    }
  }

  /** The connection is in the middle of a call. */
  private void endFullSoon(Connection connection, Entry entry) {
    try {
      loop.execute(() -> endFull(connection, entry));
    } catch (RejectedExecutionException e) {
      LOG.debug("the loop ends, and its logs with it", e);
    }
  }

  /** Unless the connection or the session has ended meanwhile. */
  private void endFull(Connection connection, Entry entry) {
    if (entry.log != null && entries.get(connection) == entry) {
      LOG.warn("{}: {}", entry.log.file().path(), entry.log.endFull(System.nanoTime()));
      entry.log = null;
      entry.full = true;
    }
  }
}
