package org.tquic.masque;

/** Why a request or a tunnel failed. */
public final class MasqueException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The kinds of failure. */
  public enum Kind {
    /** The peer answered with a status that is not 2xx. */
    REFUSED,
    /** The peer did not announce what CONNECT-IP needs (extended CONNECT, HTTP Datagrams). */
    UNSUPPORTED,
    /** The peer broke the protocol. */
    PROTOCOL,
    /** A limit of this end was passed. */
    LIMIT,
    /** The stream or the connection closed before the answer. */
    CLOSED,
    /** The answer did not come in time. */
    TIMEOUT
  }

  private final Kind kind;
  private final int status;
  private final String problemType;
  private final String problemDetail;

  /** A failure of this end or of the protocol. */
  public MasqueException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.status = 0;
    this.problemType = "";
    this.problemDetail = "";
  }

  /** A refusal by status code, with the problem (RFC 9457) where the answer carried one. */
  public MasqueException(String message, int status, String problemType, String problemDetail) {
    super(message);
    this.kind = Kind.REFUSED;
    this.status = status;
    this.problemType = problemType;
    this.problemDetail = problemDetail;
  }

  /** The kind. */
  public Kind kind() {
    return kind;
  }

  /** The status code of a refusal, or 0. */
  public int status() {
    return status;
  }

  /** Member {@code type} of the refusal's problem document, or empty. */
  public String problemType() {
    return problemType;
  }

  /** Member {@code detail} of the refusal's problem document, or empty. */
  public String problemDetail() {
    return problemDetail;
  }
}
