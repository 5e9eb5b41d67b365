package org.tquic.quic.sim.pair;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tquic.quic.connection.AddressToken;
import org.tquic.quic.connection.CloseReason;
import org.tquic.quic.connection.Connection;
import org.tquic.quic.connection.ConnectionEvents;
import org.tquic.quic.connection.PathChange;
import org.tquic.quic.path.NetworkPath;

/** Notes what a connection tells, and reads its streams. */
public class Recorder implements ConnectionEvents {
  final List<String> log = new ArrayList<>();
  final List<byte[]> datagrams = new ArrayList<>();
  final List<Long> datagramPaths = new ArrayList<>();
  final Map<Long, ByteArrayOutputStream> streams = new LinkedHashMap<>();
  final Map<Long, Boolean> ended = new LinkedHashMap<>();
  Connection connection;
  CloseReason closed;
  boolean established;
  boolean confirmed;
  boolean terminated;
  AddressToken token;
  Runnable onRoom = () -> {};

  @Override
  public void onEstablished() {
    established = true;
  }

  @Override
  public void onConfirmed() {
    confirmed = true;
  }

  @Override
  public void onNewToken(AddressToken newToken) {
    token = newToken;
  }

  @Override
  public void onDatagram(long pathId, byte[] array, int offset, int length) {
    byte[] copy = new byte[length];
    System.arraycopy(array, offset, copy, 0, length);
    datagrams.add(copy);
    datagramPaths.add(pathId);
  }

  @Override
  public void onDatagramRoom() {
    onRoom.run();
  }

  @Override
  public void onStreamReadable(long streamId) {
    ByteArrayOutputStream all =
        streams.computeIfAbsent(streamId, id -> new ByteArrayOutputStream());
    byte[] piece = new byte[4096];
    int count;
    while ((count = connection.read(streamId, piece, 0, piece.length)) > 0) {
      all.write(piece, 0, count);
    }
    if (count < 0) {
      ended.put(streamId, true);
    }
  }

  @Override
  public void onStreamReset(long streamId, long errorCode) {
    log.add("reset " + streamId + " " + errorCode);
  }

  @Override
  public void onStopSending(long streamId, long errorCode) {
    log.add("stop " + streamId + " " + errorCode);
  }

  @Override
  public void onStreamFinished(long streamId) {
    log.add("finished " + streamId);
  }

  @Override
  public void onPath(PathChange change, long pathId, NetworkPath network) {
    log.add(change + " " + pathId);
  }

  @Override
  public void onClosed(CloseReason reason) {
    closed = reason;
  }

  @Override
  public void onTerminated() {
    terminated = true;
  }

  /** Whether the handshake is confirmed. */
  public boolean isConfirmed() {
    return confirmed;
  }

  /** Whether this happened to a path. */
  public boolean hasSeen(PathChange change, long pathId) {
    return log.contains(change + " " + pathId);
  }

  byte[] received(long streamId) {
    ByteArrayOutputStream all = streams.get(streamId);
    return all == null ? new byte[0] : all.toByteArray();
  }

  boolean hasEnded(long streamId) {
    return ended.getOrDefault(streamId, false);
  }
}
