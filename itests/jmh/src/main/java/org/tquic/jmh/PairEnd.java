package org.tquic.jmh;

import java.security.SecureRandom;
import org.tquic.quic.connection.CloseReason;
import org.tquic.quic.connection.Connection;
import org.tquic.quic.connection.ConnectionEvents;
import org.tquic.quic.crypto.StatelessResetTokens;
import org.tquic.quic.path.ConnectionIdRoutes;
import org.tquic.quic.path.ConnectionIdSource;
import org.tquic.quic.wire.ConnectionId;

/** One end of a pair: reads whatever comes and counts it. */
final class PairEnd implements ConnectionEvents, ConnectionIdSource, ConnectionIdRoutes {
  static final int ID_BYTES = 8;
  private static final StatelessResetTokens TOKENS = new StatelessResetTokens(new byte[32]);
  private static final byte[] SINK = new byte[1 << 16];

  private final SecureRandom random;
  Connection connection;
  boolean confirmed;
  long receivedBytes;

  PairEnd(SecureRandom random) {
    this.random = random;
  }

  @Override
  public void onConfirmed() {
    confirmed = true;
  }

  @Override
  public void onDatagram(long pathId, byte[] array, int offset, int length) {
    receivedBytes += length;
  }

  @Override
  public void onStreamReadable(long streamId) {
    for (int n = read(streamId); n > 0; n = read(streamId)) {
      receivedBytes += n;
    }
  }

  private int read(long streamId) {
    return connection.read(streamId, SINK, 0, SINK.length);
  }

  @Override
  public void onClosed(CloseReason reason) {
    throw new IllegalStateException("the connection ended: " + reason);
  }

  @Override
  public ConnectionId newId() {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    return ConnectionId.of(id);
  }

  @Override
  public byte[] resetToken(ConnectionId id) {
    return TOKENS.token(id);
  }

  @Override
  public boolean add(ConnectionId id) {
    return true;
  }

  @Override
  public void remove(ConnectionId id) {}
}
