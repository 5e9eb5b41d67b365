package org.tquic.quic.quiche;

import io.netty.handler.codec.quic.BoringSSLContextOption;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import io.netty.handler.ssl.ClientAuth;
import org.tquic.api.engine.TlsIdentity;

/** TLS 1.3 with both sides authenticated, without early data. */
final class TlsContexts {
  private static final String ALPN = "h3";

  /** Hybrid post-quantum key exchange first; the others are for foreign peers. */
  private static final String[] GROUPS = {"X25519MLKEM768", "X25519", "P-256"};

  private TlsContexts() {}

  /** A client's; the trust manager decides alone, for keys are pinned and names mean nothing. */
  static QuicSslContext client(TlsIdentity tls, RecordingTrust trust) {
    return QuicSslContextBuilder.forClient()
        .keyManager(tls.key(), null, tls.certificate())
        .trustManager(trust)
        .endpointIdentificationAlgorithm(null)
        .applicationProtocols(ALPN)
        .option(BoringSSLContextOption.GROUPS, GROUPS)
        .earlyData(false)
        .build();
  }

  /** A server's, which demands a certificate. */
  static QuicSslContext server(TlsIdentity tls) {
    return QuicSslContextBuilder.forServer(tls.key(), null, tls.certificate())
        .trustManager(tls.trust())
        .clientAuth(ClientAuth.REQUIRE)
        .applicationProtocols(ALPN)
        .option(BoringSSLContextOption.GROUPS, GROUPS)
        .earlyData(false)
        .build();
  }
}
