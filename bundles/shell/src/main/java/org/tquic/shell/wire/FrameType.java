package org.tquic.shell.wire;

import java.util.Arrays;
import java.util.Optional;

/** Kinds of frame. The client sends the first four, the server the rest. */
public enum FrameType {
  /** Runs the UTF-8 command line of the payload; answered by OUTPUT and ERROR, then one STATUS. */
  EXEC(1, 64 * 1024),
  /** Asks for completions of the UTF-8 line, its cursor at the end; answered by CANDIDATES. */
  COMPLETE(2, 64 * 1024),
  /** Tells the width of the client's terminal: two bytes, columns. */
  WIDTH(3, 2),
  /** Stops the command that runs, if one does. */
  CANCEL(4, 0),
  /** The first frame of a server: one byte, {@link FrameChannel#VERSION}. */
  HELLO(16, 1),
  /** A piece of a command's standard output, UTF-8, perhaps cut inside a character. */
  OUTPUT(17, 64 * 1024),
  /** A piece of its standard error. */
  ERROR(18, 64 * 1024),
  /** The command ended: one byte, its exit status. */
  STATUS(19, 1),
  /** Completions of the last word: UTF-8 words, each ended by a NUL. */
  CANDIDATES(20, 256 * 1024),
  /** The server refuses the connection; UTF-8 message, then it closes. */
  REFUSED(21, 4 * 1024);

  private final byte code;
  private final int maxPayload;

  FrameType(int code, int maxPayload) {
    this.code = (byte) code;
    this.maxPayload = maxPayload;
  }

  /** The byte that stands for it. */
  public byte code() {
    return code;
  }

  /** Largest payload, bytes. */
  public int maxPayload() {
    return maxPayload;
  }

  /** The kind with this code. */
  public static Optional<FrameType> of(byte code) {
    return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
  }
}
