package org.tquic.identity;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The body of {@code POST /.well-known/tquic/enrol}: {@code code=ID&proof=PROOF} in exactly this
 * form. The router's key is not in it; the server takes that from the TLS handshake.
 *
 * @param code which pairing code is redeemed
 * @param proof that the router knows its secret
 */
public record EnrolmentRequest(CodeId code, EnrolmentProof proof) {
  /** Path of the one resource that a router with an unknown key may use. */
  public static final String PATH = "/.well-known/tquic/enrol";

  /** Media type of the request and of the answer. */
  public static final String CONTENT_TYPE = "application/x-www-form-urlencoded";

  /** Length of every valid body in bytes; longer ones need not be read. */
  public static final int SIZE_BYTES =
      "code=&proof=".length() + CodeId.TEXT_LENGTH + EnrolmentProof.TEXT_LENGTH;

  private static final Pattern FORM =
      Pattern.compile("code=([0-9a-f]{16})&proof=([A-Za-z0-9_-]{43})");

  /** The body. */
  public byte[] encode() {
    return ("code=" + code + "&proof=" + proof.text()).getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Reads a body.
   *
   * @throws EnrolmentFormatException if it is anything else than {@link #encode} writes
   */
  public static EnrolmentRequest parse(byte[] body) {
    if (body.length != SIZE_BYTES) {
      throw new EnrolmentFormatException(
          "an enrolment request of " + body.length + " bytes, not " + SIZE_BYTES);
    }
    Matcher form = FORM.matcher(new String(body, StandardCharsets.ISO_8859_1));
    if (!form.matches()) {
      throw malformed();
    }
    return new EnrolmentRequest(
        CodeId.parse(form.group(1)).orElseThrow(EnrolmentRequest::malformed),
        EnrolmentProof.parse(form.group(2)).orElseThrow(EnrolmentRequest::malformed));
  }

  private static EnrolmentFormatException malformed() {
    return new EnrolmentFormatException(
        "an enrolment request that is not of the form code=ID&proof=PROOF");
  }
}
