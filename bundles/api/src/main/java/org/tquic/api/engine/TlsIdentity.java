package org.tquic.api.engine;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Own key and certificate, and whom to trust. There is no form of it without a trust manager.
 *
 * @param key private key, P-256 or Ed25519
 * @param certificate certificate of that key
 * @param trust judges the peer's certificate; it pins keys, host names play no part
 */
public record TlsIdentity(
    PrivateKey key, X509Certificate certificate, X509ExtendedTrustManager trust) {}
