package org.tquic.quic.tls;

import java.io.EOFException;
import java.io.IOException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.ContentType;
import org.bouncycastle.tls.HandshakeType;
import org.bouncycastle.tls.TlsClientProtocol;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsProtocol;
import org.bouncycastle.tls.TlsServerProtocol;
import org.tquic.quic.EncryptionLevel;
import org.tquic.quic.QuicException;
import org.tquic.quic.Role;
import org.tquic.quic.TransportError;
import org.tquic.quic.crypto.CipherSuite;

/**
 * One TLS 1.3 handshake as QUIC has it, RFC 9001 section 4. Bytes of CRYPTO frames go in and out by
 * encryption level; secrets go to a {@link SecretSink}. No session is resumed and none can be. For
 * one thread.
 *
 * <p>Whatever the peer does wrong throws a {@link QuicException}, mostly with CRYPTO_ERROR and the
 * alert. A session that has thrown one throws it again from then on.
 */
public final class TlsSession {
  private static final int CRYPTO_FRAME = 0x06;
  private static final int RECORD_HEADER_LENGTH = 5;
  private static final int MAX_RECORD_LENGTH = 1 << 14;
  private static final int LEGACY_SESSION_ID_OFFSET = MessageFramer.HEADER_LENGTH + 2 + 32;

  private final Role role;
  private final HandshakeState state;
  private final MessageFramer framer = new MessageFramer();
  private final RecordSplitter output = new RecordSplitter();
  private boolean started;

  /** Null before the start and, since it holds much, when the handshake is complete. */
  private TlsProtocol protocol;

  private QuicException failure;

  private TlsSession(Role role, TlsConfig config, SecureRandom random, SecretSink sink) {
    if (config.certificateChain().length > 0) {
      SignatureSchemes.of(config.certificateChain()[0].getPublicKey());
    }
    this.role = role;
    this.state = new HandshakeState(config, random, sink);
  }

  /**
   * A client's session.
   *
   * @throws IllegalArgumentException for a certificate whose key is not P-256, Ed25519 or RSA
   */
  public static TlsSession client(TlsConfig config, SecureRandom random, SecretSink sink) {
    return new TlsSession(Role.CLIENT, config, random, sink);
  }

  /**
   * A server's session.
   *
   * @throws IllegalArgumentException for a certificate whose key is not P-256, Ed25519 or RSA, and
   *     without one
   */
  public static TlsSession server(TlsConfig config, SecureRandom random, SecretSink sink) {
    if (config.certificateChain().length == 0) {
      throw new IllegalArgumentException("a server has a certificate");
    }
    return new TlsSession(Role.SERVER, config, random, sink);
  }

  /**
   * Starts with transport parameters that do not depend on the peer's. A client then has its
   * ClientHello to send.
   *
   * @param localTransportParameters encoded
   * @throws IllegalStateException when started already
   */
  public void start(byte[] localTransportParameters) {
    byte[] copy = localTransportParameters.clone();
    begin(clientParameters -> copy);
  }

  /**
   * Starts a server whose transport parameters are asked for once the ClientHello was seen.
   *
   * @throws IllegalStateException when started already or in a client
   */
  public void start(TransportParametersSource localTransportParameters) {
    if (role == Role.CLIENT) {
      throw new IllegalStateException("a client speaks first");
    }
    begin(localTransportParameters);
  }

  private void begin(TransportParametersSource source) {
    if (started) {
      throw new IllegalStateException("started already");
    }
    started = true;
    state.localParameters = source;
    QuicTlsCrypto crypto = new QuicTlsCrypto(state.random, state);
    try {
      if (role == Role.CLIENT) {
        TlsClientProtocol client = new TlsClientProtocol();
        protocol = client;
        client.connect(new QuicTlsClient(crypto, state));
      } else {
        TlsServerProtocol server = new TlsServerProtocol();
        protocol = server;
        server.accept(new QuicTlsServer(crypto, state));
      }
      drain();
    } catch (IOException e) {
      throw fail(translated(e));
    }
  }

  /**
   * Takes bytes of the peer's CRYPTO frames, in order within a level.
   *
   * @throws QuicException CRYPTO_ERROR with an alert, CRYPTO_BUFFER_EXCEEDED for more than 64 KiB
   *     of a level, PROTOCOL_VIOLATION for bytes of a level that is not the current one
   * @throws IllegalStateException before the start
   */
  public void receive(EncryptionLevel level, byte[] source, int offset, int length) {
    if (!started) {
      throw new IllegalStateException("not started");
    }
    if (failure != null) {
      throw failure;
    }
    if (length == 0) {
      return;
    }
    try {
      checkLevel(level);
      framer.add(source, offset, length);
      for (byte[] message = framer.poll(); message != null; message = framer.poll()) {
        take(message);
      }
      if (isComplete()) {
        protocol = null;
      }
    } catch (QuicException e) {
      throw fail(e);
    } catch (IOException e) {
      throw fail(translated(e));
    }
  }

  private void checkLevel(EncryptionLevel level) {
    if (level != state.receiveLevel) {
      throw violation("handshake bytes of level " + level + " in " + state.receiveLevel);
    }
  }

  private void take(byte[] message) throws IOException {
    EncryptionLevel before = state.receiveLevel;
    int type = message[0];
    if (type == HandshakeType.key_update) {
      throw new TlsFatalAlert(AlertDescription.unexpected_message, "KeyUpdate of TLS");
    }
    if (before == EncryptionLevel.ONE_RTT) {
      takeTicket(type);
      return;
    }
    if (type == HandshakeType.client_hello) {
      checkLegacySessionId(message);
    }
    offer(message);
    if (state.receiveLevel != before) {
      // RFC 9001 section 4.1.3: nothing may be left of a level once there are keys of the next.
      if (framer.held() > 0) {
        throw violation("handshake bytes behind the last message of level " + before);
      }
      framer.restart();
    }
  }

  /** Of all messages after the handshake only a server's tickets are allowed; they are not used. */
  private void takeTicket(int type) throws IOException {
    if (role == Role.SERVER || type != HandshakeType.new_session_ticket) {
      throw new TlsFatalAlert(
          AlertDescription.unexpected_message, "message " + type + " after the handshake");
    }
    framer.restart();
  }

  /** RFC 9001 section 8.4: its presence would ask for the compatibility mode. */
  private static void checkLegacySessionId(byte[] hello) {
    if (hello.length > LEGACY_SESSION_ID_OFFSET && hello[LEGACY_SESSION_ID_OFFSET] != 0) {
      throw violation("a legacy session ID in the ClientHello");
    }
  }

  private void offer(byte[] message) throws IOException {
    int type =
        state.receiveLevel == EncryptionLevel.INITIAL
            ? ContentType.handshake
            : ContentType.application_data;
    int position = 0;
    while (position < message.length) {
      int length = Math.min(MAX_RECORD_LENGTH, message.length - position);
      byte[] tlsRecord = new byte[RECORD_HEADER_LENGTH + length];
      tlsRecord[0] = (byte) type;
      tlsRecord[1] = 3;
      tlsRecord[2] = 3;
      tlsRecord[3] = (byte) (length >> 8);
      tlsRecord[4] = (byte) length;
      System.arraycopy(message, position, tlsRecord, RECORD_HEADER_LENGTH, length);
      protocol.offerInput(tlsRecord);
      position += length;
    }
    drain();
  }

  private void drain() {
    byte[] records = new byte[protocol.getAvailableOutputBytes()];
    protocol.readOutput(records, 0, records.length);
    output.add(records);
  }

  private QuicException fail(QuicException problem) {
    failure = problem;
    return problem;
  }

  private static QuicException violation(String reason) {
    return new QuicException(TransportError.PROTOCOL_VIOLATION, CRYPTO_FRAME, reason);
  }

  private static QuicException translated(IOException problem) {
    if (problem.getCause() instanceof QuicException thrownByCaller) {
      return thrownByCaller;
    }
    short alert = alertOf(problem);
    String message = problem.getMessage();
    return new QuicException(
        TransportError.CRYPTO_ERROR + alert,
        CRYPTO_FRAME,
        message == null ? AlertDescription.getText(alert) : message);
  }

  private static short alertOf(IOException problem) {
    if (problem instanceof TlsFatalAlert fatal) {
      return fatal.getAlertDescription();
    }
    // A message whose fields do not fit into it, RFC 8446 section 6.2.
    return problem instanceof EOFException
        ? AlertDescription.decode_error
        : AlertDescription.internal_error;
  }

  /** Whether there are handshake bytes to send at a level. */
  public boolean hasOutput(EncryptionLevel level) {
    return output.has(level);
  }

  /** All handshake bytes to send at a level, or none; they are forgotten here. */
  public byte[] pollOutput(EncryptionLevel level) {
    return output.poll(level);
  }

  /**
   * Whether the handshake is complete, RFC 9001 section 4.1.1. Not before then is the peer
   * authenticated.
   */
  public boolean isComplete() {
    return state.isComplete();
  }

  /** The peer's transport parameters as encoded; null until known, not to be changed. */
  public byte[] peerTransportParameters() {
    return state.peerParameters;
  }

  /** What ALPN agreed on; null until known. */
  public String applicationProtocol() {
    return state.applicationProtocol;
  }

  /** The peer's chain, its own certificate first; empty when it has sent none. */
  public X509Certificate[] peerCertificates() {
    return state.peer.chain();
  }

  /** What was negotiated; null until there are secrets. */
  public CipherSuite cipherSuite() {
    return state.suite;
  }

  /** The 32 bytes by which a key log names the session; null until there are secrets. */
  public byte[] clientRandom() {
    return state.clientRandom;
  }
}
