package org.tquic.quic.path;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.tquic.quic.wire.ConnectionId;

/** A connection ID that the peer issued, with its stateless reset token as two halves. */
final class RemoteConnectionId {
  static final int TOKEN_LENGTH = 16;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  final long sequence;
  final ConnectionId id;
  private boolean hasToken;
  private long tokenHigh;
  private long tokenLow;

  RemoteConnectionId(long sequence, ConnectionId id) {
    this.sequence = sequence;
    this.id = id;
  }

  void setToken(byte[] source, int offset) {
    hasToken = true;
    tokenHigh = (long) LONG.get(source, offset);
    tokenLow = (long) LONG.get(source, offset + Long.BYTES);
  }

  boolean hasToken() {
    return hasToken;
  }

  /** 1 when the token is these 16 bytes, else 0; takes the same time for all contents. */
  int matchesToken(byte[] source, int offset) {
    long difference =
        (tokenHigh ^ (long) LONG.get(source, offset))
            | (tokenLow ^ (long) LONG.get(source, offset + Long.BYTES));
    int equal = (int) (((difference | -difference) >>> 63) ^ 1);
    return hasToken ? equal : 0;
  }
}
