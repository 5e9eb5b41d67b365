package org.tquic.quic.endpoint;

/** What is sent without a connection; each has a rate limit of its own. */
enum AnswerKind {
  VERSION_NEGOTIATION,
  RETRY,
  CLOSE,
  RESET
}
