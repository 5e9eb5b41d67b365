package org.tquic.quic.netty;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLSession;
import org.tquic.quic.connection.Connection;

/**
 * Shows what the handshake agreed on to those who look for it in an engine of the JDK. It does no
 * TLS: whatever would have it do so throws {@link UnsupportedOperationException}.
 */
final class PeerEngine extends SSLEngine {
  private final PeerSession session;

  /** Of a connection whose handshake is complete. */
  PeerEngine(Connection connection) {
    session =
        new PeerSession(
            connection.peerCertificates(),
            connection.cipherSuite().name(),
            connection.applicationProtocol());
  }

  private static UnsupportedOperationException unsupported() {
    return new UnsupportedOperationException("the handshake is QUIC's own and is over");
  }

  @Override
  public SSLSession getSession() {
    return session;
  }

  @Override
  public String getApplicationProtocol() {
    return session.applicationProtocol();
  }

  @Override
  public boolean isInboundDone() {
    return false;
  }

  @Override
  public boolean isOutboundDone() {
    return false;
  }

  @Override
  public SSLEngineResult.HandshakeStatus getHandshakeStatus() {
    return SSLEngineResult.HandshakeStatus.NOT_HANDSHAKING;
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return getEnabledCipherSuites();
  }

  @Override
  public String[] getEnabledCipherSuites() {
    return new String[] {session.getCipherSuite()};
  }

  @Override
  public String[] getSupportedProtocols() {
    return getEnabledProtocols();
  }

  @Override
  public String[] getEnabledProtocols() {
    return new String[] {session.getProtocol()};
  }

  @Override
  public boolean getUseClientMode() {
    throw unsupported();
  }

  @Override
  public boolean getNeedClientAuth() {
    return true;
  }

  @Override
  public boolean getWantClientAuth() {
    return false;
  }

  @Override
  public boolean getEnableSessionCreation() {
    return false;
  }

  @Override
  public SSLEngineResult wrap(ByteBuffer[] sources, int offset, int length, ByteBuffer target) {
    throw unsupported();
  }

  @Override
  public SSLEngineResult unwrap(ByteBuffer source, ByteBuffer[] targets, int offset, int length) {
    throw unsupported();
  }

  @Override
  public Runnable getDelegatedTask() {
    throw unsupported();
  }

  @Override
  public void closeInbound() {
    throw unsupported();
  }

  @Override
  public void closeOutbound() {
    throw unsupported();
  }

  @Override
  public void setEnabledCipherSuites(String[] suites) {
    throw unsupported();
  }

  @Override
  public void setEnabledProtocols(String[] protocols) {
    throw unsupported();
  }

  @Override
  public void beginHandshake() {
    throw unsupported();
  }

  @Override
  public void setUseClientMode(boolean mode) {
    throw unsupported();
  }

  @Override
  public void setNeedClientAuth(boolean need) {
    throw unsupported();
  }

  @Override
  public void setWantClientAuth(boolean want) {
    throw unsupported();
  }

  @Override
  public void setEnableSessionCreation(boolean flag) {
    throw unsupported();
  }
}
