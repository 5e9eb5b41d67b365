package org.tquic.quic.connection;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.tquic.quic.EncryptionLevel;
import org.tquic.quic.QuicException;
import org.tquic.quic.Role;
import org.tquic.quic.TransportError;
import org.tquic.quic.wire.QuicVersion;
import org.tquic.quic.wire.VersionInformation;

/**
 * The version of a connection, from that of the client's first flight to the one that both ends
 * have agreed on: compatible negotiation by RFC 9368 section 2.3 and RFC 9369 section 4.1, and a
 * client's second attempt after a Version Negotiation packet, RFC 9368 section 2.1.
 */
final class ConnectionVersion {
  /** What a server without the parameter would have said, RFC 9368 section 8. */
  private static final VersionInformation VERSION_1_ALONE =
      new VersionInformation(QuicVersion.V1, List.of(QuicVersion.V1));

  private final Role role;
  private final VersionPreferences own;
  private int chosen;
  private int inUse;
  private boolean settled;
  private boolean secondAttempt;

  /**
   * Begins.
   *
   * @param chosen version of the client's first flight
   */
  ConnectionVersion(Role role, VersionPreferences own, int chosen) {
    this.role = role;
    this.own = own;
    this.chosen = chosen;
    inUse = chosen;
  }

  /** What packets are sent with: the client's choice, until the server's is known. */
  int inUse() {
    return inUse;
  }

  /** Whether a long header packet of this version can be one of the connection's. */
  boolean takes(EncryptionLevel level, int version) {
    return version == inUse
        || mayBecome(version)
        || level == EncryptionLevel.INITIAL && version == chosen;
  }

  /** Whether the server may have chosen this one, for all the client knows. */
  private boolean mayBecome(int version) {
    return role == Role.CLIENT && !settled && own.available().contains(version);
  }

  /**
   * A client received an authentic Initial packet, RFC 9369 section 4.1: the first of another
   * version tells which the server chose.
   *
   * @return whether another version is in use now
   */
  boolean onInitial(int version) {
    if (version == inUse || !mayBecome(version)) {
      return false;
    }
    settled = true;
    return use(version);
  }

  /**
   * The first secrets of the handshake are there, and with them keys of the version in use: it
   * stays. Not the first CRYPTO frame settles it, as RFC 9369 section 4.1 would have it, for some
   * servers send a HelloRetryRequest before they choose.
   */
  void settle() {
    settled = true;
  }

  /** Takes a version into use; whether it is another. */
  private boolean use(int version) {
    boolean changed = version != inUse;
    inUse = version;
    return changed;
  }

  // Version information.

  /** What this end says of itself: with a version that nobody speaks, RFC 9368 section 3. */
  VersionInformation information(RandomGenerator random) {
    List<Integer> available = new ArrayList<>(own.available().size() + 1);
    available.add(QuicVersion.reserved(random));
    available.addAll(own.available());
    return new VersionInformation(inUse, available);
  }

  /**
   * A server chooses by what the client says.
   *
   * @param client null when it says nothing, as one of version 1 alone may
   * @return whether another version is in use now
   * @throws QuicException VERSION_NEGOTIATION_ERROR when the client's packets are not of the
   *     version that it claims, RFC 9368 section 4
   */
  boolean choose(VersionInformation client) {
    if (client == null) {
      return use(chosen);
    }
    if (client.chosen() != chosen) {
      throw error("the client chose " + QuicVersion.name(client.chosen()));
    }
    return use(own.best(client.available(), chosen));
  }

  /**
   * A client checks what the server says, so that nobody between them has made them take a version
   * that they like less, RFC 9368 section 4.
   *
   * @param information null when it says nothing
   * @throws QuicException VERSION_NEGOTIATION_ERROR
   */
  void check(VersionInformation information) {
    VersionInformation server = information == null ? VERSION_1_ALONE : information;
    if (server.chosen() != inUse) {
      throw error("the server chose " + QuicVersion.name(server.chosen()));
    }
    if (!secondAttempt) {
      return;
    }
    if (server.available().isEmpty()) {
      throw error("the server does not say what it speaks");
    }
    List<Integer> spoken = new ArrayList<>(server.available());
    spoken.add(inUse);
    int wanted = own.best(spoken, chosen);
    if (wanted != chosen) {
      throw error("a Version Negotiation packet hid " + QuicVersion.name(wanted));
    }
  }

  private QuicException error(String reason) {
    return new QuicException(
        TransportError.VERSION_NEGOTIATION_ERROR,
        reason + " and packets are of " + QuicVersion.name(inUse));
  }

  // Version Negotiation packets.

  /**
   * Whether a client takes no notice of a Version Negotiation packet, RFC 9368 section 4: it lists
   * the version that was tried, and so is a mistake or a forgery, or came after another.
   */
  boolean ignores(List<Integer> offered) {
    return secondAttempt || offered.isEmpty() || offered.contains(chosen);
  }

  /** Begins again in the best of these versions; false when none of them is spoken here. */
  boolean beginAgain(List<Integer> offered) {
    int next = own.best(offered, QuicVersion.NEGOTIATION);
    if (next == QuicVersion.NEGOTIATION) {
      return false;
    }
    secondAttempt = true;
    chosen = next;
    inUse = next;
    return true;
  }

  /** What is wrong when none of the server's versions is spoken here. */
  String mismatch(List<Integer> offered) {
    return "the server speaks "
        + QuicVersion.names(offered)
        + ", and this client "
        + QuicVersion.names(own.available());
  }
}
