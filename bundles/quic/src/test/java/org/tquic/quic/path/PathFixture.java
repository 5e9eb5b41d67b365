package org.tquic.quic.path;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.tquic.quic.QuicException;
import org.tquic.quic.Role;
import org.tquic.quic.wire.ConnectionId;

/** One endpoint's part of this package, with connection IDs that count up. */
final class PathFixture implements ConnectionIdSource, ConnectionIdRoutes {
  static final long PTO_NS = 100_000_000;
  static final byte[] NO_PACKET = new byte[0];

  final Set<ConnectionId> routes = new HashSet<>();
  final PathIds pathIds;
  final LocalConnectionIds local;
  final RemoteConnectionIds remote;
  final PathStatus status;
  final PathLifecycle lifecycle;
  final PathFrames frames;
  private final long base;
  private int issued;

  PathFixture(Role role, int localMax, long peerMax) {
    base = role == Role.CLIENT ? 0xc000_0000L << 32 : 0x5000_0000L << 32;
    pathIds = new PathIds(role, localMax);
    ConnectionId initial = newId();
    routes.add(initial);
    local = new LocalConnectionIds(pathIds, this, this, initial, 3);
    local.setPeerLimit(4);
    remote = new RemoteConnectionIds(pathIds, 4);
    remote.setInitial(id(0));
    status = new PathStatus(pathIds);
    lifecycle = new PathLifecycle(role, pathIds, local, remote, status);
    frames = new PathFrames(pathIds, local, remote, status, lifecycle);
    pathIds.onHandshakeComplete(peerMax);
    lifecycle.open(0, true);
  }

  @Override
  public ConnectionId newId() {
    return id(base + issued++);
  }

  @Override
  public byte[] resetToken(ConnectionId id) {
    return token(ByteBuffer.wrap(id.toBytes()).getLong());
  }

  @Override
  public boolean add(ConnectionId id) {
    return routes.add(id);
  }

  @Override
  public void remove(ConnectionId id) {
    routes.remove(id);
  }

  static ConnectionId id(long number) {
    return ConnectionId.of(ByteBuffer.allocate(8).putLong(number).array());
  }

  static byte[] token(long number) {
    return ByteBuffer.allocate(16).putLong(~number).putLong(number).array();
  }

  /** The peer's connection ID for a path with a sequence number, told by a frame. */
  void peerIssues(long pathId, long sequence, long retirePriorTo) {
    long number = peerNumber(pathId, sequence);
    remote.onNewConnectionId(true, pathId, sequence, retirePriorTo, id(number), token(number), 0);
  }

  static long peerNumber(long pathId, long sequence) {
    return (pathId << 16 | sequence) + 1;
  }

  void peerRetires(long pathId, long sequence) {
    local.onRetire(true, pathId, sequence, NO_PACKET, 0, 0, 0, PTO_NS);
  }

  /** Kind, path ID and value of each frame owed. */
  List<String> poll() {
    List<String> all = new ArrayList<>();
    PathFrame frame = new PathFrame();
    while (frames.poll(frame)) {
      all.add(frame.kind() + ":" + frame.pathId() + ":" + frame.value());
    }
    return all;
  }

  /** As {@link #poll}, all acknowledged at a time. */
  List<String> pollAcked(long nowNs) {
    List<String> all = new ArrayList<>();
    PathFrame frame = new PathFrame();
    while (frames.poll(frame)) {
      all.add(frame.kind() + ":" + frame.pathId() + ":" + frame.value());
      frames.onAcked(frame.kind(), frame.pathId(), frame.value(), nowNs, PTO_NS);
    }
    return all;
  }

  static NetworkPath network(String local, int localPort, String remote, int remotePort) {
    return new NetworkPath(address(local, localPort), address(remote, remotePort), 0);
  }

  static InetSocketAddress address(String ip, int port) {
    try {
      return new InetSocketAddress(InetAddress.getByName(ip), port);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static void assertOffence(long code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            QuicException.class,
            e -> org.assertj.core.api.Assertions.assertThat(e.code()).isEqualTo(code));
  }
}
