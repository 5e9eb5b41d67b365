package org.tquic.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnrolmentCodecTest {
  private static final Fingerprint SERVER =
      Fingerprint.parse("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8");
  private static final Fingerprint CLIENT =
      Fingerprint.parse("gIGCg4SFhoeIiYqLjI2Oj5CRkpOUlZaXmJmam5ydnp8");
  private static final PairingSecret SECRET =
      PairingSecret.of("@ABCDEFGHIJKLMNO".getBytes(StandardCharsets.US_ASCII));

  /** Computed by another program: HMAC-SHA256 over the label and both digests. */
  private static final String PROOF = "Tom9HfwUchpkMG3AqjixdvEXTWcmi5v7MIhRliNWaEA";

  private static final String BODY = "code=0123456789abcdef&proof=" + PROOF;

  static final List<EnrolmentResult> RESULTS =
      List.of(
          new EnrolmentResult.Enrolled("router-1"),
          new EnrolmentResult.AlreadyEnrolled("Phone_2"),
          new EnrolmentResult.WrongProof(1),
          new EnrolmentResult.WrongProof(4),
          new EnrolmentResult.Burnt(),
          new EnrolmentResult.Spent(),
          new EnrolmentResult.Expired(),
          new EnrolmentResult.UnknownCode());

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void theProofIsTheHmacOverBothKeys() {
    EnrolmentProof proof = EnrolmentProof.of(SECRET, CLIENT, SERVER);
    assertThat(proof.text()).isEqualTo(PROOF);
    assertThat(proof).isEqualTo(EnrolmentProof.parse(PROOF).orElseThrow());
    assertThat(proof).isNotEqualTo(EnrolmentProof.of(SECRET, SERVER, CLIENT));
    assertThat(proof).isNotEqualTo(EnrolmentProof.of(SECRET, CLIENT, CLIENT));
    assertThat(proof)
        .isNotEqualTo(EnrolmentProof.of(PairingSecret.of(new byte[16]), CLIENT, SERVER));
    assertThat(proof.toString()).doesNotContain(PROOF);
  }

  @Test
  void theRequestIsOneForm() {
    PairingCode code =
        new PairingCode(
            new ServerAddress("vpn.example.org", 4433),
            SERVER,
            new CodeId(0x0123456789abcdefL),
            SECRET);
    EnrolmentRequest request = code.request(CLIENT);
    assertThat(request.encode()).isEqualTo(bytes(BODY)).hasSize(EnrolmentRequest.SIZE_BYTES);
    assertThat(EnrolmentRequest.parse(bytes(BODY))).isEqualTo(request);
    assertThat(request.toString()).doesNotContain(PROOF);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "code=0123456789abcdef",
        "proof=" + PROOF + "&code=0123456789abcdef",
        "code=0123456789ABCDEF&proof=" + PROOF,
        "code=0123456789abcdef;proof=" + PROOF,
        "code=0123456789abcde%66&proof=" + PROOF,
        BODY + "&",
        BODY + "\n",
        " " + BODY,
        "code=0123456789abcdef&proof=Tom9HfwUchpkMG3AqjixdvEXTWcmi5v7MIhRliNWaEB",
        "code=0123456789abcdef&proof=Tom9HfwUchpkMG3AqjixdvEXTWcmi5v7MIhRliNWaE="
      })
  void otherRequestsAreRefused(String body) {
    assertThatThrownBy(() -> EnrolmentRequest.parse(bytes(body)))
        .isInstanceOfSatisfying(
            EnrolmentFormatException.class, e -> assertThat(e.remedy()).isNotBlank())
        .hasNoCause();
  }

  @ParameterizedTest
  @FieldSource("RESULTS")
  void everyResultArrives(EnrolmentResult result) {
    byte[] body = EnrolmentAnswer.encode(result);
    assertThat(EnrolmentAnswer.parse(body)).isEqualTo(result);
    assertThat(body).hasSizeLessThanOrEqualTo(EnrolmentAnswer.MAX_BYTES);
    assertThat(EnrolmentAnswer.status(result) == 200).isEqualTo(result.admitted());
    assertThat(result.message()).isNotBlank();
    assertThat(result.remedy()).isNotBlank();
  }

  @Test
  void theLongestAnswerFits() {
    EnrolmentResult result = new EnrolmentResult.AlreadyEnrolled("a".repeat(32));
    assertThat(EnrolmentAnswer.parse(EnrolmentAnswer.encode(result))).isEqualTo(result);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "result=",
        "result=enrolled",
        "result=enrolled&name=",
        "result=enrolled&name=-x",
        "result=enrolled&name=a b",
        "result=enrolled&name=a&name=b",
        "result=enrolled&tries=1",
        "result=enrolled&name=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "result=spent&name=a",
        "result=wrong-proof",
        "result=wrong-proof&tries=0",
        "result=wrong-proof&tries=5",
        "result=wrong-proof&tries=01",
        "result=else",
        "result=spent\n"
      })
  void otherAnswersAreRefused(String body) {
    assertThatThrownBy(() -> EnrolmentAnswer.parse(bytes(body)))
        .isInstanceOf(EnrolmentFormatException.class)
        .hasNoCause();
  }

  @Property
  void anyBytesGiveAMessageOrATypedError(@ForAll byte[] body) {
    assertThatThrownBy(() -> EnrolmentRequest.parse(body))
        .isInstanceOf(EnrolmentFormatException.class);
    assertThatThrownBy(() -> EnrolmentAnswer.parse(body))
        .isInstanceOf(EnrolmentFormatException.class);
  }

  @Property
  void anyChangeOfARequestGivesARequestOrATypedError(@ForAll int at, @ForAll byte value) {
    byte[] body = bytes(BODY);
    body[Math.floorMod(at, body.length)] = value;
    try {
      assertThat(EnrolmentRequest.parse(body).encode()).isEqualTo(body);
    } catch (EnrolmentFormatException e) {
      assertThat(e.getMessage()).doesNotContain(PROOF);
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void anyChangeOfAnAnswerGivesAResultOrATypedError(
      @ForAll @IntRange(max = 7) int which, @ForAll int at, @ForAll byte value, @ForAll int cut) {
    byte[] body = EnrolmentAnswer.encode(RESULTS.get(which));
    body[Math.floorMod(at, body.length)] = value;
    byte[] changed = Arrays.copyOf(body, Math.floorMod(cut, body.length + 3));
    try {
      assertThat(EnrolmentAnswer.encode(EnrolmentAnswer.parse(changed))).isEqualTo(changed);
    } catch (EnrolmentFormatException e) {
      assertThat(e.remedy()).isNotBlank();
    }
  }
}
