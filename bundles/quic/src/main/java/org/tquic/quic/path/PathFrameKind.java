package org.tquic.quic.path;

/**
 * What kind a {@link PathFrame} is. The values are small so that the log of a sent packet can keep
 * them as they are.
 */
public final class PathFrameKind {
  /** NEW_CONNECTION_ID or PATH_NEW_CONNECTION_ID; the value is the sequence number. */
  public static final int NEW_CONNECTION_ID = 1;

  /** RETIRE_CONNECTION_ID or PATH_RETIRE_CONNECTION_ID; the value is the sequence number. */
  public static final int RETIRE_CONNECTION_ID = 2;

  /** PATH_ABANDON; the value is the error code. */
  public static final int PATH_ABANDON = 3;

  /** PATH_STATUS_AVAILABLE or PATH_STATUS_BACKUP; the value is the status sequence number. */
  public static final int PATH_STATUS = 4;

  /** MAX_PATH_ID; the value is the limit. */
  public static final int MAX_PATH_ID = 5;

  /** PATHS_BLOCKED; the value is the limit that blocks. */
  public static final int PATHS_BLOCKED = 6;

  /** PATH_CIDS_BLOCKED; the value is the next sequence number expected. */
  public static final int PATH_CIDS_BLOCKED = 7;

  private PathFrameKind() {}
}
