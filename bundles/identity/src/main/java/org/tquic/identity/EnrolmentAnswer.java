package org.tquic.identity;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tquic.identity.EnrolmentResult.AlreadyEnrolled;
import org.tquic.identity.EnrolmentResult.Burnt;
import org.tquic.identity.EnrolmentResult.Enrolled;
import org.tquic.identity.EnrolmentResult.Expired;
import org.tquic.identity.EnrolmentResult.Spent;
import org.tquic.identity.EnrolmentResult.UnknownCode;
import org.tquic.identity.EnrolmentResult.WrongProof;

/**
 * The body of the answer to an {@link EnrolmentRequest}: {@code result=REASON}, with {@code
 * &name=NAME} for a router that is in and {@code &tries=N} after a wrong proof.
 */
public final class EnrolmentAnswer {
  /** No body is longer than this, in bytes. */
  public static final int MAX_BYTES = 128;

  private static final Pattern FORM =
      Pattern.compile("result=([a-z-]{1,32})(?:&(name|tries)=([A-Za-z0-9_-]{1,32}))?");

  private EnrolmentAnswer() {}

  /** HTTP status for a result: 200 for a router that is in, else 403, 404 or 410. */
  public static int status(EnrolmentResult result) {
    return switch (result) {
      case Enrolled _, AlreadyEnrolled _ -> 200;
      case WrongProof _ -> 403;
      case UnknownCode _ -> 404;
      case Spent _, Expired _, Burnt _ -> 410;
    };
  }

  /** The body for a result. */
  public static byte[] encode(EnrolmentResult result) {
    String value =
        switch (result) {
          case Enrolled(String name) -> "&name=" + name;
          case AlreadyEnrolled(String name) -> "&name=" + name;
          case WrongProof(int triesLeft) -> "&tries=" + triesLeft;
          case Spent _, Expired _, Burnt _, UnknownCode _ -> "";
        };
    return ("result=" + result.reason() + value).getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Reads a body.
   *
   * @throws EnrolmentFormatException if it is anything else than {@link #encode} writes
   */
  public static EnrolmentResult parse(byte[] body) {
    if (body.length > MAX_BYTES) {
      throw new EnrolmentFormatException(
          "an enrolment answer of " + body.length + " bytes, more than " + MAX_BYTES);
    }
    Matcher form = FORM.matcher(new String(body, StandardCharsets.ISO_8859_1));
    if (!form.matches()) {
      throw malformed();
    }
    String key = form.group(2) == null ? "" : form.group(2);
    String value = form.group(3);
    return switch (form.group(1) + " " + key) {
      case "enrolled name" -> new Enrolled(name(value));
      case "already-enrolled name" -> new AlreadyEnrolled(name(value));
      case "wrong-proof tries" -> new WrongProof(tries(value));
      case "burnt " -> new Burnt();
      case "spent " -> new Spent();
      case "expired " -> new Expired();
      case "unknown-code " -> new UnknownCode();
      default -> throw malformed();
    };
  }

  private static String name(String text) {
    if (!RouterName.isValid(text)) {
      throw malformed();
    }
    return text;
  }

  private static int tries(String text) {
    for (int tries = 1; tries < PairingRegistry.MAX_WRONG_PROOFS; tries++) {
      if (text.equals(String.valueOf(tries))) {
        return tries;
      }
    }
    throw malformed();
  }

  private static EnrolmentFormatException malformed() {
    return new EnrolmentFormatException(
        "an enrolment answer that is not of the form result=REASON, result=REASON&name=NAME or"
            + " result=REASON&tries=N");
  }
}
