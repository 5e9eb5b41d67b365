package org.tquic.quic.netty;

import java.security.Principal;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;

/** What a TLS handshake found out, to be read only; it can be neither resumed nor changed. */
final class PeerSession implements SSLSession {
  private static final int MAX_RECORD_BYTES = 1 << 14;

  private final X509Certificate[] chain;
  private final String cipherSuite;
  private final String applicationProtocol;
  private final long createdMs = System.currentTimeMillis();

  PeerSession(X509Certificate[] chain, String cipherSuite, String applicationProtocol) {
    this.chain = chain;
    this.cipherSuite = cipherSuite;
    this.applicationProtocol = applicationProtocol;
  }

  String applicationProtocol() {
    return applicationProtocol;
  }

  @Override
  public Certificate[] getPeerCertificates() throws SSLPeerUnverifiedException {
    if (chain.length == 0) {
      throw new SSLPeerUnverifiedException("the peer has shown no certificate");
    }
    return chain.clone();
  }

  @Override
  public Principal getPeerPrincipal() throws SSLPeerUnverifiedException {
    return ((X509Certificate) getPeerCertificates()[0]).getSubjectX500Principal();
  }

  @Override
  public String getCipherSuite() {
    return cipherSuite;
  }

  @Override
  public String getProtocol() {
    return "TLSv1.3";
  }

  @Override
  public boolean isValid() {
    return true;
  }

  @Override
  public byte[] getId() {
    return new byte[0];
  }

  @Override
  public SSLSessionContext getSessionContext() {
    return null;
  }

  @Override
  public long getCreationTime() {
    return createdMs;
  }

  @Override
  public long getLastAccessedTime() {
    return createdMs;
  }

  @Override
  public void invalidate() {
    // There is nothing that could be resumed.
  }

  @Override
  public Certificate[] getLocalCertificates() {
    return null;
  }

  @Override
  public Principal getLocalPrincipal() {
    return null;
  }

  @Override
  public String getPeerHost() {
    return null;
  }

  @Override
  public int getPeerPort() {
    return -1;
  }

  @Override
  public int getPacketBufferSize() {
    return MAX_RECORD_BYTES;
  }

  @Override
  public int getApplicationBufferSize() {
    return MAX_RECORD_BYTES;
  }

  @Override
  public void putValue(String name, Object value) {
    throw new UnsupportedOperationException("a session to be read only");
  }

  @Override
  public Object getValue(String name) {
    return null;
  }

  @Override
  public void removeValue(String name) {
    throw new UnsupportedOperationException("a session to be read only");
  }

  @Override
  public String[] getValueNames() {
    return new String[0];
  }
}
