package org.tquic.masque;

import io.netty.handler.codec.quic.QuicChannel;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;

/**
 * A request other than CONNECT-IP, whole.
 *
 * @param channel the connection
 * @param peerCertificates the client's chain, own certificate first; empty where it showed none
 * @param method method
 * @param authority authority
 * @param path path with query
 * @param headers header fields, names in lower case, without pseudo-fields
 * @param body the whole content
 */
public record HttpRequestInfo(
    QuicChannel channel,
    List<X509Certificate> peerCertificates,
    String method,
    String authority,
    String path,
    Map<String, String> headers,
    byte[] body) {
  /** Copies the collections. */
  public HttpRequestInfo {
    peerCertificates = List.copyOf(peerCertificates);
    headers = Map.copyOf(headers);
  }
}
