package org.tquic.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FingerprintTest {
  /** Made by OpenSSL, as is the fingerprint below. */
  private static final String PEM =
      """
      -----BEGIN CERTIFICATE-----
      MIIBdDCCARugAwIBAgIUOpCiS/ae2LkPfPgoZkL7jlenJ98wCgYIKoZIzj0EAwIw
      EDEOMAwGA1UEAwwFdHF1aWMwHhcNMjYxMTIyMTY1MzEzWhcNNDYxMTE3MTY1MzEz
      WjAQMQ4wDAYDVQQDDAV0cXVpYzBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABHWq
      Gmdzq5XDSMDGQPZWRIBSLJL7TFC1UVAFul3Lq2Jq2v2DGAbtnlr66iFq1n7uVthS
      PaNovgGSd102sLUonhWjUzBRMB0GA1UdDgQWBBQq7C8JOERPn5luRfqmLo+7zORL
      SDAfBgNVHSMEGDAWgBQq7C8JOERPn5luRfqmLo+7zORLSDAPBgNVHRMBAf8EBTAD
      AQH/MAoGCCqGSM49BAMCA0cAMEQCIAvtp+/1J313XblwxWFB1VSFRViurNBdX18h
      ndyH6RQVAiBNbypQBEX2qpGH+H7ExaCpx3QLd1VY6nvTPDciMG1pkw==
      -----END CERTIFICATE-----
      """;

  private static final String TEXT = "JBpKwFor0OoqCiNY4DXriK0J4IxHrmaMLuJEa1nvP2Q";

  private static X509Certificate certificate() throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(PEM.getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void isTheDigestOfTheSubjectPublicKeyInfoThatOpenSslComputes() throws Exception {
    Fingerprint fingerprint = Fingerprint.of(certificate());
    assertThat(fingerprint.text()).isEqualTo(TEXT).isEqualTo(fingerprint.toString());
    assertThat(fingerprint).isEqualTo(Fingerprint.parse(TEXT));
    assertThat(fingerprint).isEqualTo(Fingerprint.ofPeer(new Certificate[] {certificate()}));
    assertThat(fingerprint.shortText()).isEqualTo("241a-4ac0-5a2b-d0ea");
  }

  @Test
  void aPeerWithoutCertificateHasNone() {
    assertThatThrownBy(() -> Fingerprint.ofPeer(new Certificate[0]))
        .isInstanceOf(CertificateException.class)
        .hasMessageContaining("no certificate");
    assertThatThrownBy(() -> Fingerprint.ofPeer((Certificate[]) null))
        .isInstanceOf(CertificateException.class);
  }

  @Test
  void oneKeyHasOneText() {
    // The last character carries two bits that mean nothing; only one spelling of them counts.
    for (String last : new String[] {"R", "S", "T"}) {
      String other = TEXT.substring(0, 42) + last;
      assertThatThrownBy(() -> Fingerprint.parse(other))
          .isInstanceOf(FingerprintFormatException.class);
    }
    assertThatThrownBy(() -> Fingerprint.parse(TEXT + "="))
        .isInstanceOfSatisfying(
            FingerprintFormatException.class,
            e -> {
              assertThat(e).hasMessageContaining("44 characters");
              assertThat(e.remedy()).contains("43 characters");
            });
  }

  @Property
  void textAndBytesRoundTrip(@ForAll @Size(32) byte[] digest) {
    Fingerprint fingerprint = Fingerprint.ofDigest(digest);
    assertThat(Fingerprint.parse(fingerprint.text())).isEqualTo(fingerprint);
    assertThat(fingerprint.text()).hasSize(Fingerprint.TEXT_LENGTH);
    assertThat(fingerprint.bytes()).isEqualTo(digest);
    assertThat(HexFormat.of().formatHex(digest))
        .startsWith(fingerprint.shortText().replace("-", ""));
  }

  @Property
  void oneBitMakesAnotherFingerprint(@ForAll @Size(32) byte[] digest, @ForAll int bit) {
    Fingerprint one = Fingerprint.ofDigest(digest);
    digest[Math.floorMod(bit, 256) / 8] ^= (byte) (1 << Math.floorMod(bit, 8));
    assertThat(one).isNotEqualTo(Fingerprint.ofDigest(digest));
  }

  @Property
  void anyTextIsAFingerprintOrATypedError(@ForAll String text) {
    try {
      assertThat(Fingerprint.parse(text).text()).isEqualTo(text);
    } catch (FingerprintFormatException e) {
      assertThat(e.remedy()).isNotBlank();
    }
  }
}
