package org.tquic.interop;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.UnaryOperator;
import org.tquic.quic.connection.AddressToken;
import org.tquic.quic.connection.CloseReason;
import org.tquic.quic.connection.Connection;
import org.tquic.quic.connection.ConnectionEvents;
import org.tquic.quic.connection.ConnectionSettings;
import org.tquic.quic.connection.PathChange;
import org.tquic.quic.endpoint.Endpoint;
import org.tquic.quic.endpoint.EndpointCounters;
import org.tquic.quic.endpoint.ServerAcceptor;
import org.tquic.quic.path.NetworkPath;

/** This project's engine, with one connection. */
final class TquicSide implements Side, ConnectionEvents {
  private static final int CHUNK = 1 << 16;

  /** Bit of a stream ID, RFC 9000 section 2.1. */
  private static final int UNIDIRECTIONAL = 2;

  final CompletableFuture<Void> established = new CompletableFuture<>();
  final CompletableFuture<Void> confirmed = new CompletableFuture<>();
  final CompletableFuture<Void> terminated = new CompletableFuture<>();
  final CompletableFuture<CloseReason> closed = new CompletableFuture<>();
  final BlockingQueue<PathChange> pathChanges = new LinkedBlockingQueue<>();
  final UdpDriver driver;
  final InetSocketAddress local;
  private final CompletableFuture<Close> closedByPeer = new CompletableFuture<>();
  private final BlockingQueue<byte[]> datagrams = new LinkedBlockingQueue<>();
  private final Map<Long, Stream> streams = new HashMap<>();
  private final Endpoint endpoint;
  private final ConnectionSettings settings;
  private final byte[] opening;
  private final UnaryOperator<byte[]> answer;
  private final List<Mark> marks = new ArrayList<>();
  private long receivedBytes;
  private Connection connection;

  TquicSide(Setup setup) {
    SecureRandom random = new SecureRandom();
    settings = setup.connectionSettings(random);
    endpoint = new Endpoint(setup.endpointSettings(random));
    driver = new UdpDriver(endpoint);
    opening = setup.ourOpening;
    answer = setup.ourAnswer;
    local = driver.bind(setup.ourAddress);
  }

  void listen() {
    driver.call(
        () -> {
          endpoint.listen(new OneConnection());
          return null;
        });
  }

  void connect(InetSocketAddress server) {
    driver.call(
        () ->
            connection =
                endpoint.connect(
                    settings,
                    new NetworkPath(local, server, 0),
                    AddressToken.NONE,
                    this,
                    System.nanoTime()));
  }

  /** Does something with the connection. */
  <T> T call(Callable<T> action) {
    return driver.call(
        () -> {
          T result = action.call();
          endpoint.wake(connection);
          return result;
        });
  }

  Connection connection() {
    return connection;
  }

  EndpointCounters counters() {
    return driver.call(endpoint::counters);
  }

  /** Completes when streams have brought so many bytes more. */
  CompletableFuture<Void> received(long bytes) {
    return driver.call(
        () -> {
          Mark mark = new Mark(receivedBytes + bytes, new CompletableFuture<>());
          marks.add(mark);
          return mark.reached;
        });
  }

  @Override
  public CompletableFuture<Void> established() {
    return established;
  }

  @Override
  public CompletableFuture<Close> closedByPeer() {
    return closedByPeer;
  }

  @Override
  public CompletableFuture<byte[]> echoed(byte[] payload) {
    return call(
        () -> {
          long id = connection.openStream(true);
          if (id < 0) {
            throw new IllegalStateException("the peer allows no more streams");
          }
          Stream stream = new Stream(id, false);
          streams.put(id, stream);
          stream.send(payload, true);
          return stream.whole;
        });
  }

  @Override
  public void sendDatagram(byte[] payload) {
    boolean taken =
        call(() -> connection.sendDatagram(payload, 0, payload.length, 0, System.nanoTime()));
    if (!taken) {
      throw new AssertionError("the datagram was refused");
    }
  }

  @Override
  public BlockingQueue<byte[]> datagrams() {
    return datagrams;
  }

  @Override
  public void closeConnection(int code) {
    call(
        () -> {
          connection.close(code, "bye", System.nanoTime());
          return null;
        });
  }

  @Override
  public void close() {
    driver.close();
  }

  @Override
  public void onEstablished() {
    if (opening != null) {
      long id = connection.openStream(false);
      Stream stream = new Stream(id, false);
      streams.put(id, stream);
      stream.send(opening, false);
    }
    established.complete(null);
  }

  @Override
  public void onConfirmed() {
    confirmed.complete(null);
  }

  @Override
  public void onDatagram(long pathId, byte[] array, int offset, int length) {
    byte[] copy = new byte[length];
    System.arraycopy(array, offset, copy, 0, length);
    datagrams.add(copy);
  }

  @Override
  public void onStreamOpened(long streamId) {
    streams.put(streamId, new Stream(streamId, (streamId & UNIDIRECTIONAL) == 0));
  }

  @Override
  public void onStreamReadable(long streamId) {
    streams.get(streamId).receive();
  }

  @Override
  public void onStreamWritable(long streamId) {
    streams.get(streamId).pump();
  }

  @Override
  public void onPath(PathChange change, long pathId, NetworkPath network) {
    pathChanges.add(change);
  }

  @Override
  public void onClosed(CloseReason reason) {
    closed.complete(reason);
    if (reason.kind() == CloseReason.Kind.PEER_APPLICATION
        || reason.kind() == CloseReason.Kind.PEER_TRANSPORT) {
      closedByPeer.complete(
          new Close(reason.kind() == CloseReason.Kind.PEER_APPLICATION, reason.code()));
    }
    IllegalStateException over = new IllegalStateException("closed: " + reason);
    established.completeExceptionally(over);
    confirmed.completeExceptionally(over);
    closedByPeer.completeExceptionally(over);
    streams.values().forEach(stream -> stream.whole.completeExceptionally(over));
  }

  @Override
  public void onTerminated() {
    terminated.complete(null);
  }

  private final class OneConnection implements ServerAcceptor {
    @Override
    public ConnectionSettings settings() {
      return settings;
    }

    @Override
    public ConnectionEvents accept(NetworkPath network, boolean addressValidated) {
      return connection == null ? TquicSide.this : null;
    }

    @Override
    public void onConnection(Connection accepted, ConnectionEvents events) {
      connection = accepted;
    }
  }

  private record Mark(long at, CompletableFuture<Void> reached) {}

  private final class Stream {
    final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private final long id;
    private final boolean answers;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private int headSent;
    private boolean finWaits;

    Stream(long id, boolean answers) {
      this.id = id;
      this.answers = answers;
    }

    void send(byte[] bytes, boolean fin) {
      waiting.add(bytes);
      finWaits |= fin;
      pump();
    }

    void pump() {
      while (!waiting.isEmpty()) {
        byte[] head = waiting.element();
        boolean fin = finWaits && waiting.size() == 1;
        headSent += connection.write(id, head, headSent, head.length - headSent, fin);
        if (headSent < head.length) {
          return;
        }
        waiting.remove();
        headSent = 0;
      }
    }

    void receive() {
      byte[] chunk = new byte[CHUNK];
      int count;
      while ((count = connection.read(id, chunk, 0, CHUNK)) > 0) {
        received.write(chunk, 0, count);
        receivedBytes += count;
        if (answers && answer == null) {
          byte[] copy = new byte[count];
          System.arraycopy(chunk, 0, copy, 0, count);
          send(copy, false);
        }
      }
      for (Mark mark : marks) {
        if (receivedBytes >= mark.at) {
          mark.reached.complete(null);
        }
      }
      if (count < 0 && !whole.isDone()) {
        if (answers) {
          send(answer == null ? new byte[0] : answer.apply(received.toByteArray()), true);
        }
        whole.complete(received.toByteArray());
      }
    }
  }
}
