package org.tquic.linux.netlink;

/** Bytes that are no netlink message: a length that does not fit, or a field of a wrong size. */
public class MalformedNetlinkException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says which part is wrong and what was expected. */
  public MalformedNetlinkException(String message) {
    super(message);
  }
}
