package org.tquic.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both trusts in real TLS 1.3 handshakes of the JDK, in memory. */
class HandshakeTest {
  @TempDir Path root;

  private static KeyManager[] keys(PrivateKey key, Certificate certificate) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("key", key, new char[0], new Certificate[] {certificate});
    KeyManagerFactory factory = KeyManagerFactory.getInstance("SunX509");
    factory.init(store, new char[0]);
    return factory.getKeyManagers();
  }

  private static KeyManager[] keys(LocalIdentity identity) throws Exception {
    return keys(identity.key(), identity.certificate());
  }

  private static SSLEngine engine(KeyManager[] keys, X509ExtendedTrustManager trust, boolean client)
      throws Exception {
    SSLContext context = SSLContext.getInstance("TLSv1.3");
    context.init(keys, new TrustManager[] {trust}, null);
    SSLEngine engine = context.createSSLEngine();
    engine.setEnabledProtocols(new String[] {"TLSv1.3"});
    engine.setUseClientMode(client);
    if (!client) {
      engine.setNeedClientAuth(true);
    }
    return engine;
  }

  /** Bytes on their way to one end. */
  private static final class Wire {
    private final ByteBuffer bytes = ByteBuffer.allocate(1 << 17);
    private final ByteBuffer plain = ByteBuffer.allocate(1 << 17);
  }

  /** One turn of one end; whether anything moved. */
  private static boolean turn(SSLEngine engine, Wire in, Wire out) throws SSLException {
    boolean moved = false;
    while (true) {
      HandshakeStatus status = engine.getHandshakeStatus();
      if (status == HandshakeStatus.NEED_TASK) {
        engine.getDelegatedTask().run();
        moved = true;
      } else if (status == HandshakeStatus.NEED_WRAP) {
        engine.wrap(ByteBuffer.allocate(0), out.bytes);
        moved = true;
      } else {
        in.bytes.flip();
        SSLEngineResult result = engine.unwrap(in.bytes, in.plain);
        in.bytes.compact();
        if (result.bytesConsumed() == 0 && engine.getHandshakeStatus() == status) {
          return moved;
        }
        moved = true;
      }
    }
  }

  /** Runs until both ends rest, then sends one byte each way, so that both have agreed. */
  private static void shake(SSLEngine client, SSLEngine server) throws SSLException {
    Wire toServer = new Wire();
    Wire toClient = new Wire();
    client.beginHandshake();
    server.beginHandshake();
    settle(client, server, toServer, toClient);
    client.wrap(ByteBuffer.wrap(new byte[] {1}), toServer.bytes);
    server.wrap(ByteBuffer.wrap(new byte[] {2}), toClient.bytes);
    settle(client, server, toServer, toClient);
    assertThat(toServer.plain.flip()).isEqualTo(ByteBuffer.wrap(new byte[] {1}));
    assertThat(toClient.plain.flip()).isEqualTo(ByteBuffer.wrap(new byte[] {2}));
  }

  private static void settle(SSLEngine client, SSLEngine server, Wire toServer, Wire toClient)
      throws SSLException {
    boolean moved = true;
    while (moved) {
      moved = turn(client, toClient, toServer);
      moved |= turn(server, toServer, toClient);
    }
  }

  @Test
  void bothEndsProveTheirKeys() throws Exception {
    LocalIdentity router = IdentityStore.open(root.resolve("router"));
    LocalIdentity server = IdentityStore.open(root.resolve("server"));
    SSLEngine client = engine(keys(router), new PinnedServerTrust(server.fingerprint()), true);
    SSLEngine listener = engine(keys(server), new PresentedKeyTrust(), false);
    shake(client, listener);
    assertThat(client.getSession().getProtocol()).isEqualTo("TLSv1.3");
    assertThat(Fingerprint.ofPeer(client.getSession())).isEqualTo(server.fingerprint());
    assertThat(Fingerprint.ofPeer(listener.getSession())).isEqualTo(router.fingerprint());
  }

  @Test
  void aServerWithAnotherKeyIsRefused() throws Exception {
    LocalIdentity router = IdentityStore.open(root.resolve("router"));
    LocalIdentity server = IdentityStore.open(root.resolve("server"));
    Fingerprint expected = TestCertificates.key(1);
    SSLEngine client = engine(keys(router), new PinnedServerTrust(expected), true);
    SSLEngine listener = engine(keys(server), new PresentedKeyTrust(), false);
    assertThatThrownBy(() -> shake(client, listener))
        .isInstanceOf(SSLHandshakeException.class)
        .hasMessageContaining("expected " + expected.text())
        .hasMessageContaining("seen " + server.fingerprint().text());
  }

  @Test
  void aServerThatShowsThePinnedCertificateWithoutItsKeyIsRefused() throws Exception {
    LocalIdentity router = IdentityStore.open(root.resolve("router"));
    LocalIdentity server = IdentityStore.open(root.resolve("server"));
    LocalIdentity thief = IdentityStore.open(root.resolve("thief"));
    SSLEngine client = engine(keys(router), new PinnedServerTrust(server.fingerprint()), true);
    SSLEngine listener =
        engine(keys(thief.key(), server.certificate()), new PresentedKeyTrust(), false);
    assertThatThrownBy(() -> shake(client, listener)).isInstanceOf(SSLException.class);
  }

  @Test
  void aRouterWithoutCertificateIsRefused() throws Exception {
    LocalIdentity server = IdentityStore.open(root.resolve("server"));
    SSLEngine client = engine(new KeyManager[0], new PinnedServerTrust(server.fingerprint()), true);
    SSLEngine listener = engine(keys(server), new PresentedKeyTrust(), false);
    assertThatThrownBy(() -> shake(client, listener)).isInstanceOf(SSLException.class);
  }

  @Test
  void aRouterWithAnotherKindOfKeyIsRefused() throws Exception {
    LocalIdentity server = IdentityStore.open(root.resolve("server"));
    KeyPair pair = TestCertificates.pair("RSA", 2048);
    X509Certificate certificate = new TestCertificates.Draft(pair, "SHA256withRSA").build();
    SSLEngine client =
        engine(
            keys(pair.getPrivate(), certificate),
            new PinnedServerTrust(server.fingerprint()),
            true);
    SSLEngine listener = engine(keys(server), new PresentedKeyTrust(), false);
    assertThatThrownBy(() -> shake(client, listener))
        .isInstanceOf(SSLHandshakeException.class)
        .hasMessageContaining("neither a P-256 nor an Ed25519 key");
  }

  @Test
  void aServerIsNotTakenForARouter() throws Exception {
    LocalIdentity router = IdentityStore.open(root.resolve("router"));
    LocalIdentity server = IdentityStore.open(root.resolve("server"));
    SSLEngine client = engine(keys(router), new PresentedKeyTrust(), true);
    SSLEngine listener = engine(keys(server), new PresentedKeyTrust(), false);
    assertThatThrownBy(() -> shake(client, listener))
        .isInstanceOf(SSLHandshakeException.class)
        .hasMessageContaining("routers only");
  }
}
