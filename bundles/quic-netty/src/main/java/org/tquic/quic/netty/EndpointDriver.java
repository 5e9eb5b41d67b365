package org.tquic.quic.netty;

import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.api.engine.LinkBinding;
import org.tquic.quic.connection.Connection;
import org.tquic.quic.connection.Transmit;
import org.tquic.quic.endpoint.Endpoint;
import org.tquic.quic.netty.qlog.EndpointLogs;
import org.tquic.quic.netty.udp.UdpTransport;
import org.tquic.quic.path.NetworkPath;

/**
 * Runs an endpoint on an event loop: datagrams and time in, datagrams out. Handlers of pipelines
 * run between the endpoint's calls, never within them, so that they may do anything.
 *
 * <p>Work comes in turns: what arrived is handed on, then what the connections have to say is sent,
 * at most {@link #DATAGRAMS_PER_TURN} before the loop does other work.
 */
final class EndpointDriver {
  private static final Logger LOG = LoggerFactory.getLogger(EndpointDriver.class);

  private static final int DATAGRAMS_PER_TURN = 256;
  private static final int MAX_LAST_DATAGRAMS = 4096;
  private static final long RETRY_NS = 100_000_000;
  private static final int SCRATCH_BYTES = 1 << 16;

  /** Who has the driver. */
  interface Owner {
    /** A socket takes no datagrams any more, or again. */
    void onLinkBlocked(int link, boolean blocked);

    /** Datagrams came, and what they told was handed on. */
    void onInput();

    /** The kernel reported an error of a socket; not called within the endpoint. */
    void onSocketError(PathSocket socket, IOException error);
  }

  private record SocketError(PathSocket socket, IOException error) {}

  private final EventLoop loop;
  private final UdpTransport transport;
  private final Endpoint endpoint;
  private final int maxUdpPayload;
  private final EndpointLogs logs;
  private final Owner owner;
  private final Transmit out;
  private final byte[] scratch = new byte[SCRATCH_BYTES];
  private final List<PathSocket> sockets = new ArrayList<>(2);
  private final Queue<ConnectionEventQueue> noted = new ArrayDeque<>();
  private List<ConnectionEventQueue> readers = new ArrayList<>();
  private List<ConnectionEventQueue> nextReaders = new ArrayList<>();
  private final Queue<SocketError> socketErrors = new ArrayDeque<>(1);
  private final Runnable scheduledTurn = this::runScheduledTurn;
  private final DeadlineTimer timer;
  private PathSocket lastUsed;
  private int nextLink;
  private long rounds;
  private long datagramsReceived;
  private boolean turnScheduled;
  private boolean reading;
  private boolean dispatching;
  private boolean closed;

  EndpointDriver(
      EventLoop loop,
      UdpTransport transport,
      Endpoint endpoint,
      int maxUdpPayload,
      EndpointLogs logs,
      Owner owner) {
    this.loop = loop;
    this.transport = transport;
    this.endpoint = endpoint;
    this.maxUdpPayload = maxUdpPayload;
    this.logs = logs;
    this.owner = owner;
    out = new Transmit(maxUdpPayload);
    timer = new DeadlineTimer(loop, this::turn);
  }

  EventLoop loop() {
    return loop;
  }

  Endpoint endpoint() {
    return endpoint;
  }

  EndpointLogs logs() {
    return logs;
  }

  /** Memory for copies, of use within one call. */
  byte[] scratch() {
    return scratch;
  }

  /** How often sending began or ended; a connection needs to be woken once between two of these. */
  long rounds() {
    return rounds;
  }

  long datagramsReceived() {
    return datagramsReceived;
  }

  // Sockets.

  /** Opens a socket of a link to one peer. */
  PathSocket open(LinkBinding binding, InetSocketAddress remote) throws IOException {
    return open(new InetSocketAddress(binding.source(), 0), binding, remote);
  }

  /** Opens a socket for all peers. */
  PathSocket open(InetSocketAddress local) throws IOException {
    return open(local, null, null);
  }

  private PathSocket open(InetSocketAddress local, LinkBinding binding, InetSocketAddress remote)
      throws IOException {
    PathSocket socket =
        PathSocket.open(this, transport, nextLink++, local, binding, remote, maxUdpPayload);
    sockets.add(socket);
    return socket;
  }

  /** The socket with a tag, or null when it is closed. */
  PathSocket socket(int link) {
    PathSocket last = lastUsed;
    if (last != null && last.link() == link) {
      return last;
    }
    for (int i = 0; i < sockets.size(); i++) {
      if (sockets.get(i).link() == link) {
        lastUsed = sockets.get(i);
        return lastUsed;
      }
    }
    return null;
  }

  void close(PathSocket socket) {
    if (sockets.remove(socket)) {
      lastUsed = null;
      socket.close();
      // The socket may have been in the middle of a read, whose end is not told then.
      reading = false;
      requestTurn();
    }
  }

  /** Sends what is left to say, as far as the sockets take it, and closes. */
  void shutDown() {
    if (!closed) {
      dispatch();
      send(MAX_LAST_DATAGRAMS);
      close();
    }
  }

  /** Closes all sockets; nothing happens any more. */
  void close() {
    closed = true;
    timer.cancel();
    sockets.forEach(PathSocket::close);
    sockets.clear();
    lastUsed = null;
    logs.close();
  }

  // Input.

  void onDatagram(NetworkPath network, int ecn, byte[] array, int offset, int length) {
    if (closed) {
      return;
    }
    reading = true;
    datagramsReceived++;
    try {
      endpoint.onDatagram(System.nanoTime(), network, ecn, array, offset, length);
    } catch (RuntimeException defect) {
      // Of the endpoint itself, with a packet that may be anyone's: the others go on.
      LOG.error("datagram from {} dropped", network.remote(), defect);
    }
    dispatch();
  }

  void onReadComplete() {
    reading = false;
    owner.onInput();
    turn();
  }

  void onUnblocked(PathSocket socket) {
    owner.onLinkBlocked(socket.link(), false);
    turn();
  }

  /** Comes from within the sockets' methods, so it is put off. */
  void onSocketError(PathSocket socket, IOException error) {
    if (!closed) {
      socketErrors.add(new SocketError(socket, error));
      requestTurn();
    }
  }

  // Turns.

  /** Has what was written to connections sent soon, once for all that is written until then. */
  void requestTurn() {
    if (!reading && !turnScheduled && !closed) {
      turnScheduled = true;
      loop.execute(scheduledTurn);
    }
  }

  /** Has a connection asked for datagrams in the next turn. */
  void wake(Connection connection) {
    endpoint.wake(connection);
    requestTurn();
  }

  private void runScheduledTurn() {
    turnScheduled = false;
    turn();
  }

  /** Hands on what happened, then sends. */
  void turn() {
    if (closed) {
      return;
    }
    try {
      work();
    } catch (RuntimeException defect) {
      // Connections contain their own. The others have to go on.
      LOG.error("a turn was cut short", defect);
      timer.set(System.nanoTime() + RETRY_NS, System.nanoTime());
    }
  }

  private void work() {
    long nowNs = System.nanoTime();
    if (endpoint.nextTimeoutNs() <= nowNs) {
      endpoint.onTimeout(nowNs);
    }
    dispatch();
    completeReads();
    boolean more = !closed && send(DATAGRAMS_PER_TURN);
    dispatch();
    if (closed) {
      return;
    }
    if (more) {
      yieldLoop();
    } else {
      timer.set(endpoint.nextTimeoutNs(), System.nanoTime());
    }
  }

  /** Goes on after the loop has looked at its sockets, which it does not between plain tasks. */
  private void yieldLoop() {
    if (!turnScheduled) {
      turnScheduled = true;
      loop.schedule(scheduledTurn, 0, TimeUnit.NANOSECONDS);
    }
  }

  /** Sends what there is, up to a limit; true when there may be more. */
  private boolean send(int limit) {
    rounds++;
    int count = 0;
    boolean more = true;
    while (more && !isStalled()) {
      if (count++ == limit) {
        break;
      }
      more = endpoint.poll(System.nanoTime(), out);
      if (more) {
        send(out);
      }
    }
    for (int i = 0; i < sockets.size(); i++) {
      sockets.get(i).flush();
    }
    // Who was woken meanwhile has had its turn; what is written from now on is for the next.
    rounds++;
    return more && !isStalled();
  }

  private void send(Transmit datagram) {
    PathSocket socket = socket(datagram.network.link());
    if (socket == null) {
      // The path was closed; what was still to be said on it is lost.
      return;
    }
    socket.send(datagram);
    if (socket.isBlocked()) {
      owner.onLinkBlocked(socket.link(), true);
    }
  }

  /** With one socket there is no other path to go on with. */
  private boolean isStalled() {
    return sockets.size() == 1 && sockets.get(0).isBlocked();
  }

  // Events.

  /** A connection has events for its channel. */
  void note(ConnectionEventQueue events) {
    noted.add(events);
  }

  /** A connection's channel has to be told of the end of a read. */
  void noteReader(ConnectionEventQueue events) {
    nextReaders.add(events);
  }

  private void dispatch() {
    if (dispatching) {
      return;
    }
    dispatching = true;
    try {
      ConnectionEventQueue events;
      while ((events = noted.poll()) != null) {
        dispatch(events);
      }
      SocketError failed;
      while ((failed = socketErrors.poll()) != null) {
        owner.onSocketError(failed.socket(), failed.error());
      }
    } finally {
      dispatching = false;
    }
  }

  private static void dispatch(ConnectionEventQueue events) {
    try {
      events.dispatch();
    } catch (RuntimeException defect) {
      events.fail(defect);
    }
  }

  /** Those that come in addition meanwhile have their turn next time. */
  private void completeReads() {
    List<ConnectionEventQueue> due = nextReaders;
    nextReaders = readers;
    readers = due;
    for (int i = 0; i < due.size(); i++) {
      completeRead(due.get(i));
    }
    due.clear();
    if (!nextReaders.isEmpty()) {
      yieldLoop();
    }
  }

  private static void completeRead(ConnectionEventQueue events) {
    try {
      events.completeRead();
    } catch (RuntimeException defect) {
      events.fail(defect);
    }
  }
}
