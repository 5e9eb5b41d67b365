package org.tquic.quic.path;

/** Types of frames that errors of this package name; multipath draft section 4. */
final class FrameTypes {
  static final long NEW_CONNECTION_ID = 0x18;
  static final long RETIRE_CONNECTION_ID = 0x19;
  static final long PATH_ABANDON = 0x3e75;
  static final long PATH_STATUS_BACKUP = 0x3e76;
  static final long PATH_STATUS_AVAILABLE = 0x3e77;
  static final long PATH_NEW_CONNECTION_ID = 0x3e78;
  static final long PATH_RETIRE_CONNECTION_ID = 0x3e79;
  static final long MAX_PATH_ID = 0x3e7a;
  static final long PATHS_BLOCKED = 0x3e7b;
  static final long PATH_CIDS_BLOCKED = 0x3e7c;

  private FrameTypes() {}
}
