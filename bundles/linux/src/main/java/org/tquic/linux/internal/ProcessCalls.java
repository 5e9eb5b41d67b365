package org.tquic.linux.internal;

/** Calls on the process and its threads; a negative result is the negated error number. */
public final class ProcessCalls {
  /** Namespace type: network. */
  public static final int CLONE_NEWNET = 0x40000000;

  private ProcessCalls() {}

  /** Effective user id; never fails. */
  public static int geteuid() {
    return (int) SystemCall.GETEUID.call(0);
  }

  /** Moves the calling thread to a namespace. */
  public static int setns(int fd, int type) {
    return (int) SystemCall.SETNS.call(fd, type);
  }
}
