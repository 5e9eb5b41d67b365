package org.tquic.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PairingCodeTest {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  private static final Fingerprint SERVER = Fingerprint.ofDigest(count(0, 32));
  private static final PairingSecret SECRET = PairingSecret.of(count(0x40, 16));
  private static final CodeId ID = new CodeId(0x0123456789abcdefL);

  /** Computed by another program from the description in the class comment. */
  private static final String WITH_NAME =
      "tquic1:AQAPdnBuLmV4YW1wbGUub3JnEVEAAQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHwEjRWeJq83vQEFC"
          + "Q0RFRkdISUpLTE1OT8Uy7dU";

  private static final String WITH_IPV4 =
      "tquic1:AQTLAHEBEVEAAQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHwEjRWeJq83vQEFCQ0RFRkdISUpLTE1O"
          + "T1LmXCM";
  private static final String WITH_IPV6 =
      "tquic1:AQYgAQ24AAAAAAAAAAAAAAABEVEAAQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHwEjRWeJq83vQEFC"
          + "Q0RFRkdISUpLTE1OT0bcmlY";

  private static byte[] count(int from, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (from + i);
    }
    return bytes;
  }

  private static PairingCode code(String host) {
    return new PairingCode(new ServerAddress(host, 4433), SERVER, ID, SECRET);
  }

  @ParameterizedTest
  @CsvSource({
    "vpn.example.org, " + WITH_NAME,
    "203.0.113.1, " + WITH_IPV4,
    "2001:db8::1, " + WITH_IPV6
  })
  void theTextIsFixedForAllTime(String host, String text) {
    assertThat(code(host).text()).isEqualTo(text);
    assertThat(PairingCode.parse(text)).isEqualTo(code(host));
  }

  @ParameterizedTest
  @ValueSource(strings = {"  %s\r\n", "\u00a0%s", "\ufeff%s", "%s\t"})
  void spaceAroundDoesNotMatter(String around) {
    assertThat(PairingCode.parse(around.replace("%s", WITH_NAME)))
        .isEqualTo(code("vpn.example.org"));
  }

  @Test
  void linesBrokenByAMailProgramDoNotMatter() {
    String broken = WITH_NAME.substring(0, 30) + "\n   " + WITH_NAME.substring(30);
    assertThat(PairingCode.parse(broken)).isEqualTo(code("vpn.example.org"));
    assertThat(PairingCode.parse("TQUIC1:" + WITH_NAME.substring(7)))
        .isEqualTo(code("vpn.example.org"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "tquic", "tquic:", "tquic1", "hello", "AQTLAHEB", "tquicx:AQ"})
  void otherTextsAreNoCodes(String text) {
    assertKind(text, PairingCodeException.Kind.NOT_A_CODE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tquic1:", "tquic1:A", "tquic1:AQ", "tquic1:AQTLAHEB", "tquic1:ä"})
  void cutCodesAreDamaged(String text) {
    assertKind(text, PairingCodeException.Kind.DAMAGED);
  }

  @Test
  void aLongTextIsNotSearched() {
    assertKind("tquic1:" + "A".repeat(1_000_000), PairingCodeException.Kind.NOT_A_CODE);
  }

  @Test
  void codesOfLaterReleasesAreToldFromDamagedOnes() {
    assertKind("tquic2:AAAA", PairingCodeException.Kind.UNKNOWN_VERSION);
    assertKind(seal(b -> b[0] = 2, 0), PairingCodeException.Kind.UNKNOWN_VERSION);
  }

  @Test
  void intactCodesWithAnAddressThatCannotBeDialledSaySo() {
    assertKind(seal(b -> b[1] = 9, 0), PairingCodeException.Kind.BAD_HOST);
    assertKind(seal(b -> b[3] = ' ', 0), PairingCodeException.Kind.BAD_HOST);
    assertKind(seal(b -> Arrays.fill(b, 18, 20, (byte) 0), 0), PairingCodeException.Kind.BAD_HOST);
  }

  @Test
  void intactCodesOfAnotherLengthAreDamaged() {
    assertKind(seal(_ -> {}, 1), PairingCodeException.Kind.DAMAGED);
    assertKind(seal(_ -> {}, -1), PairingCodeException.Kind.DAMAGED);
    assertKind(seal(b -> b[2] = (byte) 200, 0), PairingCodeException.Kind.DAMAGED);
  }

  private interface Change {
    void apply(byte[] body);
  }

  /** The code with a name, changed, under a checksum that fits. */
  private static String seal(Change change, int longer) {
    byte[] payload = Base64Url.decode(WITH_NAME.substring(7)).orElseThrow();
    byte[] body = Arrays.copyOf(payload, payload.length - 4 + longer);
    change.apply(body);
    byte[] sealed = Arrays.copyOf(body, body.length + 4);
    System.arraycopy(Digests.sha256(body), 0, sealed, body.length, 4);
    return "tquic1:" + Base64Url.encode(sealed);
  }

  private static void assertKind(String text, PairingCodeException.Kind kind) {
    PairingCodeException e =
        catchThrowableOfType(PairingCodeException.class, () -> PairingCode.parse(text));
    assertThat(e).isNotNull();
    assertThat(e.kind()).isEqualTo(kind);
    assertThat(e.getMessage()).isNotBlank();
    assertThat(e.remedy()).isNotBlank();
  }

  @Test
  void theSecretIsInTheTextOnly() {
    PairingCode code = code("vpn.example.org");
    String secret = SECRET.revealText();
    assertThat(code.toString())
        .isEqualTo(
            "pairing code 0123456789abcdef for vpn.example.org:4433 with key "
                + "0001-0203-0405-0607")
        .doesNotContain(secret);
    assertThat(SECRET.toString()).doesNotContain(secret);
    assertThat(code.secret()).hasToString("PairingSecret[hidden]");
  }

  @Test
  void messagesDoNotRepeatTheText() {
    String damaged = WITH_NAME.substring(0, WITH_NAME.length() - 1) + "A";
    assertThatThrownBy(() -> PairingCode.parse(damaged))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain(WITH_NAME.substring(60, 70)))
        .hasNoCause();
    String misspelt = "tquik1:" + WITH_NAME.substring(7);
    assertThatThrownBy(() -> PairingCode.parse(misspelt))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain(WITH_NAME.substring(60, 70)))
        .hasNoCause();
  }

  @Provide
  Arbitrary<PairingCode> codes() {
    Arbitrary<String> names =
        Arbitraries.strings()
            .withChars("abcdefghijklmnopqrstuvwxyz0123456789")
            .ofMinLength(1)
            .ofMaxLength(60)
            .map(s -> "h" + s + ".example");
    Arbitrary<String> ipv4 =
        Combinators.combine(Arbitraries.integers().between(1, 223), Arbitraries.integers())
            .as((a, b) -> a + "." + (b >> 16 & 255) + "." + (b >> 8 & 255) + "." + (b & 255));
    Arbitrary<String> ipv6 =
        Combinators.combine(Arbitraries.longs(), Arbitraries.longs())
            .as((a, b) -> text(ByteBuffer.allocate(16).putLong(a >>> 2).putLong(b | 1).array()));
    return Combinators.combine(
            Arbitraries.oneOf(names, ipv4, ipv6),
            Arbitraries.integers().between(1, 65535),
            Arbitraries.bytes().array(byte[].class).ofSize(32),
            Arbitraries.longs(),
            Arbitraries.bytes().array(byte[].class).ofSize(16))
        .as(
            (host, port, key, id, secret) ->
                new PairingCode(
                    new ServerAddress(host, port),
                    Fingerprint.ofDigest(key),
                    new CodeId(id),
                    PairingSecret.of(secret)));
  }

  private static String text(byte[] address) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 16; i += 2) {
      text.append(i == 0 ? "" : ":")
          .append(Integer.toHexString((address[i] & 255) << 8 | address[i + 1] & 255));
    }
    return text.toString();
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void everyCodeRoundTrips(@ForAll("codes") PairingCode code) {
    String text = code.text();
    assertThat(text).matches("tquic1:[A-Za-z0-9_-]+");
    assertThat(PairingCode.parse(text)).isEqualTo(code);
    assertThat(PairingCode.parse(text).text()).isEqualTo(text);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void everyWrongCharacterIsNoticed(
      @ForAll("codes") PairingCode code,
      @ForAll int at,
      @ForAll @IntRange(min = 1, max = 63) int by) {
    char[] text = code.text().toCharArray();
    int index = 7 + Math.floorMod(at, text.length - 7);
    text[index] = ALPHABET.charAt((ALPHABET.indexOf(text[index]) + by) % ALPHABET.length());
    assertKind(new String(text), PairingCodeException.Kind.DAMAGED);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void everyMissingDoubledOrSwappedCharacterIsNoticed(
      @ForAll("codes") PairingCode code, @ForAll int at) {
    String text = code.text();
    int index = 7 + Math.floorMod(at, text.length() - 8);
    String head = text.substring(0, index);
    assertKind(head + text.substring(index + 1), PairingCodeException.Kind.DAMAGED);
    assertKind(
        head + text.charAt(index) + text.substring(index), PairingCodeException.Kind.DAMAGED);
    if (text.charAt(index) != text.charAt(index + 1)) {
      assertKind(
          head + text.charAt(index + 1) + text.charAt(index) + text.substring(index + 2),
          PairingCodeException.Kind.DAMAGED);
    }
  }

  @Property
  void anyTextGivesATypedError(@ForAll String text) {
    assertThatThrownBy(() -> PairingCode.parse(text)).isInstanceOf(PairingCodeException.class);
    assertThatThrownBy(() -> PairingCode.parse("tquic1:" + text))
        .isInstanceOf(PairingCodeException.class);
  }

  @Property
  void anyPayloadGivesATypedError(
      @ForAll @CharRange(from = 'A', to = 'z') @StringLength(max = 200) String text) {
    assertThatThrownBy(() -> PairingCode.parse("tquic1:" + text))
        .isInstanceOf(PairingCodeException.class);
  }

  @Property
  void anySealedPayloadGivesACodeOrATypedError(@ForAll byte[] random, @ForAll boolean version1) {
    byte[] body = random.length == 0 ? new byte[1] : random;
    if (version1) {
      body[0] = 1;
    }
    byte[] sealed = Arrays.copyOf(body, body.length + 4);
    System.arraycopy(Digests.sha256(body), 0, sealed, body.length, 4);
    try {
      assertThat(PairingCode.parse("tquic1:" + Base64Url.encode(sealed)).address()).isNotNull();
    } catch (PairingCodeException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  @Property
  void anySealedChangeGivesACodeOrATypedError(
      @ForAll @IntRange(max = 63) int at,
      @ForAll byte value,
      @ForAll @IntRange(min = -70, max = 3) int longer) {
    String text = seal(b -> b[Math.min(at, b.length - 1)] = value, longer);
    try {
      PairingCode code = PairingCode.parse(text);
      assertThat(PairingCode.parse(code.text())).isEqualTo(code);
    } catch (PairingCodeException e) {
      assertThat(e.remedy()).isNotBlank();
    }
  }
}
