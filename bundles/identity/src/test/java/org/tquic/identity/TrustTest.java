package org.tquic.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tquic.identity.TestCertificates.FROM;
import static org.tquic.identity.TestCertificates.NOW;
import static org.tquic.identity.TestCertificates.UNTIL;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Random;
import javax.net.ssl.SSLEngine;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustTest {
  private static final PresentedKeyTrust SERVER_SIDE =
      new PresentedKeyTrust(InstantSource.fixed(NOW));

  private static X509Certificate[] chain(X509Certificate... certificates) {
    return certificates;
  }

  private static void accepted(X509Certificate certificate) throws CertificateException {
    SERVER_SIDE.checkClientTrusted(chain(certificate), "UNKNOWN");
    SERVER_SIDE.checkClientTrusted(chain(certificate), "UNKNOWN", (SSLEngine) null);
    SERVER_SIDE.checkClientTrusted(chain(certificate), "UNKNOWN", (Socket) null);
  }

  private static void refused(String reason, X509Certificate... certificates) {
    assertThatThrownBy(() -> SERVER_SIDE.checkClientTrusted(certificates, "UNKNOWN"))
        .isInstanceOf(CertificateException.class)
        .hasMessageContaining(reason);
    assertThatThrownBy(
            () -> SERVER_SIDE.checkClientTrusted(certificates, "UNKNOWN", (SSLEngine) null))
        .isInstanceOf(CertificateException.class);
    assertThatThrownBy(() -> SERVER_SIDE.checkClientTrusted(certificates, "UNKNOWN", (Socket) null))
        .isInstanceOf(CertificateException.class);
  }

  @Test
  void theServerTakesSelfSignedKeysOfBothKinds() throws Exception {
    accepted(TestCertificates.p256().build());
    accepted(TestCertificates.ed25519().build());
    accepted(TestCertificates.p256().extension(false, 100).build());
    accepted(TestCertificates.p256().usage(KeyUsage.digitalSignature).build());
  }

  @Test
  void theServerWantsExactlyOneCertificate() throws Exception {
    X509Certificate good = TestCertificates.p256().build();
    refused("0 certificates");
    refused("0 certificates", (X509Certificate[]) null);
    refused("2 certificates", good, good);
    refused("exactly 1", (X509Certificate) null);
  }

  @Test
  void theServerRefusesOtherKeys() throws Exception {
    refused("RSA key is neither", TestCertificates.rsa().build());
    refused("EC key is neither", TestCertificates.p384().build());
    refused("SHA1withECDSA", TestCertificates.sha1().build());
  }

  @Test
  void theServerRefusesCertificatesSignedByOthers() throws Exception {
    refused(
        "self-signature",
        TestCertificates.p256().signedBy(TestCertificates.pair("EC", 256).getPrivate()).build());
    refused("issuer is not subject", TestCertificates.p256().issuedBy("CN=ca").build());
  }

  @Test
  void theServerRefusesOddForms() throws Exception {
    refused("version 1", TestCertificates.version1());
    refused("larger than 4096", TestCertificates.p256().extension(false, 4096).build());
    refused("critical extension", TestCertificates.p256().extension(true, 4).build());
    refused("may not sign", TestCertificates.p256().usage(KeyUsage.keyAgreement).build());
  }

  @Test
  void theServerMindsTheDates() throws Exception {
    X509Certificate good = TestCertificates.p256().build();
    for (Instant outside : new Instant[] {FROM.minusSeconds(1), UNTIL.plusSeconds(1)}) {
      PresentedKeyTrust trust = new PresentedKeyTrust(InstantSource.fixed(outside));
      assertThatThrownBy(() -> trust.checkClientTrusted(chain(good), "UNKNOWN"))
          .isInstanceOf(CertificateException.class);
    }
    for (Instant inside : new Instant[] {FROM, UNTIL}) {
      PresentedKeyTrust trust = new PresentedKeyTrust(InstantSource.fixed(inside));
      assertThatCode(() -> trust.checkClientTrusted(chain(good), "UNKNOWN"))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void theServerTrustsNoServer() throws Exception {
    X509Certificate good = TestCertificates.p256().build();
    assertThatThrownBy(() -> SERVER_SIDE.checkServerTrusted(chain(good), ""))
        .isInstanceOf(CertificateException.class);
    assertThatThrownBy(() -> SERVER_SIDE.checkServerTrusted(chain(good), "", (SSLEngine) null))
        .isInstanceOf(CertificateException.class);
    assertThatThrownBy(() -> SERVER_SIDE.checkServerTrusted(chain(good), "", (Socket) null))
        .isInstanceOf(CertificateException.class);
    assertThat(SERVER_SIDE.getAcceptedIssuers()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void anyChangeOfWhatIsSignedIsRefused(long seed) throws Exception {
    X509Certificate certificate = TestCertificates.p256().build();
    byte[] good = certificate.getEncoded();
    Random random = new Random(seed);
    for (int round = 0; round < 1000; round++) {
      byte[] bad = Arrays.copyOf(good, good.length - (round % 4 == 0 ? random.nextInt(50) : 0));
      bad[random.nextInt(bad.length)] ^= (byte) (1 + random.nextInt(255));
      try {
        // The signature's bit string may be spelt in more than one way, which changes nothing.
        assertThat(CertificateForm.check(bad).getTBSCertificate())
            .isEqualTo(certificate.getTBSCertificate());
      } catch (CertificateException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 10, 500, 5000})
  void anyBytesAreRefused(int length) {
    Random random = new Random(length);
    for (int round = 0; round < 100; round++) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      assertThatThrownBy(() -> CertificateForm.check(bytes))
          .isInstanceOf(CertificateException.class);
    }
  }

  @Test
  void theRouterTakesThePinnedKeyAndNoOther() throws Exception {
    X509Certificate pinned = TestCertificates.p256().build();
    X509Certificate other = TestCertificates.p256().build();
    PinnedServerTrust trust = new PinnedServerTrust(Fingerprint.of(pinned));
    trust.checkServerTrusted(chain(pinned), "");
    trust.checkServerTrusted(chain(pinned), "", (SSLEngine) null);
    trust.checkServerTrusted(chain(pinned), "", (Socket) null);
    String expected = Fingerprint.of(pinned).text();
    String seen = Fingerprint.of(other).text();
    assertThatThrownBy(() -> trust.checkServerTrusted(chain(other), ""))
        .isInstanceOf(CertificateException.class)
        .hasMessageContaining("expected " + expected)
        .hasMessageContaining("seen " + seen);
    // The pinned key further up the chain is no proof of anything.
    assertThatThrownBy(() -> trust.checkServerTrusted(chain(other, pinned), "", (SSLEngine) null))
        .isInstanceOf(CertificateException.class);
    assertThatThrownBy(() -> trust.checkServerTrusted(chain(other), "", (Socket) null))
        .isInstanceOf(CertificateException.class);
    assertThatThrownBy(() -> trust.checkServerTrusted(chain(), ""))
        .isInstanceOf(CertificateException.class);
    assertThatThrownBy(() -> trust.checkServerTrusted(null, ""))
        .isInstanceOf(CertificateException.class);
  }

  @Test
  void theRouterTrustsNoRouter() throws Exception {
    X509Certificate pinned = TestCertificates.p256().build();
    PinnedServerTrust trust = new PinnedServerTrust(Fingerprint.of(pinned));
    assertThatThrownBy(() -> trust.checkClientTrusted(chain(pinned), ""))
        .isInstanceOf(CertificateException.class);
    assertThatThrownBy(() -> trust.checkClientTrusted(chain(pinned), "", (SSLEngine) null))
        .isInstanceOf(CertificateException.class);
    assertThatThrownBy(() -> trust.checkClientTrusted(chain(pinned), "", (Socket) null))
        .isInstanceOf(CertificateException.class);
    assertThat(trust.getAcceptedIssuers()).isEmpty();
  }

  @Test
  void thereIsNoTrustWithoutAPin() {
    assertThatThrownBy(() -> new PinnedServerTrust(null))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
