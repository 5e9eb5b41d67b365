package org.tquic.masque;

import java.util.Map;

/**
 * The answer to a small request.
 *
 * @param status final status code
 * @param headers header fields, names in lower case, without pseudo-fields
 * @param body the whole content
 */
public record HttpReply(int status, Map<String, String> headers, byte[] body) {
  /** Copies the headers. */
  public HttpReply {
    headers = Map.copyOf(headers);
  }
}
