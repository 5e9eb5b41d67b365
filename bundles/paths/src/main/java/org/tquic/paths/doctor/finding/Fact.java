package org.tquic.paths.doctor.finding;

import org.tquic.api.bond.PathReason;
import org.tquic.paths.doctor.probe.ProbeTrain;

/** Something seen on a link that a verdict may rest on. */
public sealed interface Fact {
  /**
   * ICMP echo.
   *
   * @param answered whether the server answers at all
   * @param carriesQuic whether packets come back that are as long as QUIC needs
   */
  record Echo(boolean answered, boolean carriesQuic) implements Fact {
    /** Whether small packets pass and those that QUIC needs do not. */
    public boolean isNarrow() {
      return answered && !carriesQuic;
    }
  }

  /** What came back for a packet of a QUIC version that no one has. */
  enum UdpAnswer implements Fact {
    /** Version Negotiation that offers a version of ours. */
    QUIC,
    /** Version Negotiation without a version of ours. */
    OTHER_VERSION,
    /** Something that is not QUIC. */
    NOT_QUIC,
    /** ICMP port unreachable. */
    REFUSED,
    /** Nothing. */
    SILENT
  }

  /**
   * The answers come in by another link.
   *
   * @param link that one
   */
  record Astray(String link) implements Fact {}

  /** A router on the way says that a datagram of 1200 bytes is too long for it. */
  record TooLong() implements Fact {}

  /** A small packet drew an answer, though none of full length did. */
  record SmallAnswered() implements Fact {}

  /**
   * A handshake.
   *
   * @param inUse whether it is the bond's engine, else the independent one
   * @param reason why it failed, NONE when it did not
   * @param text for people
   */
  record Handshake(boolean inUse, PathReason reason, String text) implements Fact {
    /** Whether it came to its end. */
    public boolean passed() {
      return reason == PathReason.NONE;
    }
  }

  /** A further path was not validated, though the connection was there. */
  record Unvalidated(String text) implements Fact {}

  /** Round trips of many probes. */
  record Train(ProbeTrain.Quality quality) implements Fact {
    /** Share of lost round trips above which a link is lossy. */
    public static final double TOLERABLE_LOSS = 0.05;

    /** Whether more than that is lost. */
    public boolean isLossy() {
      return quality.loss() > TOLERABLE_LOSS;
    }
  }

  /**
   * Somebody speaks HTTP at the server's address.
   *
   * @param text its answer in short
   */
  record Http(String text) implements Fact {}
}
