package org.tquic.masque;

import io.netty.handler.codec.quic.QuicChannel;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;

/** A CONNECT-IP request (RFC 9484) that waits for its answer. Used on the channel's event loop. */
public interface ConnectIpRequest {
  /** The connection. */
  QuicChannel channel();

  /** The client's chain, own certificate first; empty where it showed none. */
  List<X509Certificate> peerCertificates();

  /** Header fields, names in lower case, without pseudo-fields. */
  Map<String, String> headers();

  /** Pseudo-field {@code :authority}. */
  String authority();

  /** The target variable, percent-decoded: a host name, an IP prefix, or {@code *}. */
  String target();

  /** The ipproto variable, 0 to 255, or -1 for {@code *}. */
  int ipProtocol();

  /**
   * Accepts with status 200.
   *
   * @param responseHeaders extra header fields, names in lower case
   */
  IpTunnel accept(Map<String, String> responseHeaders, IpTunnelListener listener);

  /** Refuses with a problem document (RFC 9457). */
  void reject(int status, String problemType, String detail);
}
