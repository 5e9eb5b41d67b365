package org.tquic.identity;

/** What became of an enrolment. Each has a sentence for people and one that says what to do. */
public sealed interface EnrolmentResult {
  /**
   * The router is in; so also when it asks again with the same code and key.
   *
   * @param name under which the server knows it
   */
  record Enrolled(String name) implements EnrolmentResult {
    @Override
    public String reason() {
      return "enrolled";
    }

    @Override
    public String message() {
      return "paired as " + name;
    }

    @Override
    public String remedy() {
      return "nothing to do";
    }
  }

  /**
   * The proof was right, but this router's key was in before, through another code, which is left
   * as it was. The router may use the server.
   *
   * @param name under which the server knows the router
   */
  record AlreadyEnrolled(String name) implements EnrolmentResult {
    @Override
    public String reason() {
      return "already-enrolled";
    }

    @Override
    public String message() {
      return "this router is paired already, as " + name;
    }

    @Override
    public String remedy() {
      return "start the router without a code; to give it another name, run `tquic pair --revoke "
          + name
          + "` on the server first";
    }
  }

  /**
   * The proof does not fit the code's secret and the keys of both ends.
   *
   * @param triesLeft how many more wrong proofs the code bears, 1 to 4
   */
  record WrongProof(int triesLeft) implements EnrolmentResult {
    /** Checks the range. */
    public WrongProof {
      if (triesLeft < 1 || triesLeft >= PairingRegistry.MAX_WRONG_PROOFS) {
        throw new IllegalArgumentException("tries left: " + triesLeft);
      }
    }

    @Override
    public String reason() {
      return "wrong-proof";
    }

    @Override
    public String message() {
      return "the pairing code's secret is wrong, tries left: " + triesLeft;
    }

    @Override
    public String remedy() {
      return "use the code as `tquic pair` printed it, or make a new one on the server";
    }
  }

  /** {@link PairingRegistry#MAX_WRONG_PROOFS} wrong proofs have made the code worthless. */
  record Burnt() implements EnrolmentResult {
    @Override
    public String reason() {
      return "burnt";
    }

    @Override
    public String message() {
      return "the pairing code was tried too often with a wrong secret and is void";
    }

    @Override
    public String remedy() {
      return NEW_CODE;
    }
  }

  /** Another router used the code, or this one did and was revoked since. */
  record Spent() implements EnrolmentResult {
    @Override
    public String reason() {
      return "spent";
    }

    @Override
    public String message() {
      return "the pairing code was used before; each lets one router in, once";
    }

    @Override
    public String remedy() {
      return NEW_CODE;
    }
  }

  /** The code's time is over. */
  record Expired() implements EnrolmentResult {
    @Override
    public String reason() {
      return "expired";
    }

    @Override
    public String message() {
      return "the pairing code is too old";
    }

    @Override
    public String remedy() {
      return NEW_CODE;
    }
  }

  /** The server never made this code, made it long ago, or the operator withdrew it. */
  record UnknownCode() implements EnrolmentResult {
    @Override
    public String reason() {
      return "unknown-code";
    }

    @Override
    public String message() {
      return "the server does not know the pairing code";
    }

    @Override
    public String remedy() {
      return "make a new code on the server that the router dials, with the state folder that this"
          + " server uses: `tquic pair --address HOST:PORT`";
    }
  }

  /** Remedy of all codes that are of no more use. */
  String NEW_CODE = "make a new code on the server: `tquic pair --address HOST:PORT`";

  /** A short token for protocols and machine-readable output, like {@code wrong-proof}. */
  String reason();

  /** What happened, for people. */
  String message();

  /** What to do next. */
  String remedy();

  /** Whether the router may use the server from now on. */
  default boolean admitted() {
    return this instanceof Enrolled || this instanceof AlreadyEnrolled;
  }
}
