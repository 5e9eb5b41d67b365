package org.tquic.masque;

import java.util.Map;

/** Answers one request, once; from any thread. */
public interface Responder {
  /** Sends the final answer. Header names are lower case. */
  void respond(int status, Map<String, String> headers, byte[] body);

  /** Refuses with a problem document (RFC 9457). */
  void problem(int status, String type, String detail);
}
