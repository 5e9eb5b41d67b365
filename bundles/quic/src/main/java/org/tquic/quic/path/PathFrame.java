package org.tquic.quic.path;

import org.tquic.quic.wire.ConnectionId;

/**
 * One frame that is owed to the peer, filled in by a poll and used again for the next. Kind, path
 * ID and value together identify it when the packet that carried it is acknowledged or lost.
 */
public final class PathFrame {
  private int kind;
  private long pathId;
  private long value;
  private boolean available;
  private long retirePriorTo;
  private ConnectionId connectionId;
  private byte[] resetToken;

  /** An empty one. */
  public PathFrame() {}

  void set(int newKind, long newPathId, long newValue) {
    kind = newKind;
    pathId = newPathId;
    value = newValue;
    available = false;
    retirePriorTo = 0;
    connectionId = null;
    resetToken = null;
  }

  void setStatus(long newPathId, long sequence, boolean newAvailable) {
    set(PathFrameKind.PATH_STATUS, newPathId, sequence);
    available = newAvailable;
  }

  void setConnectionId(
      long newPathId, long sequence, long newRetirePriorTo, ConnectionId id, byte[] token) {
    set(PathFrameKind.NEW_CONNECTION_ID, newPathId, sequence);
    retirePriorTo = newRetirePriorTo;
    connectionId = id;
    resetToken = token;
  }

  /** One of {@link PathFrameKind}. */
  public int kind() {
    return kind;
  }

  /** The path ID in the frame; 0 where the kind has none. */
  public long pathId() {
    return pathId;
  }

  /** What {@link PathFrameKind} says for the kind. */
  public long value() {
    return value;
  }

  /** Of a status: whether it is PATH_STATUS_AVAILABLE. */
  public boolean available() {
    return available;
  }

  /** Of a new connection ID: Retire Prior To, never above the sequence number. */
  public long retirePriorTo() {
    return retirePriorTo;
  }

  /** Of a new connection ID: the ID, else null. */
  public ConnectionId connectionId() {
    return connectionId;
  }

  /**
   * Of a new connection ID: its stateless reset token of 16 bytes, not to be changed; else null.
   */
  public byte[] resetToken() {
    return resetToken;
  }
}
