package org.tquic.quic.connection;

import org.tquic.quic.EncryptionLevel;
import org.tquic.quic.QuicException;
import org.tquic.quic.Role;
import org.tquic.quic.TransportError;
import org.tquic.quic.crypto.CipherSuite;
import org.tquic.quic.recovery.PacketNumberSpace;
import org.tquic.quic.recovery.SpaceKind;
import org.tquic.quic.stream.CryptoStream;
import org.tquic.quic.stream.PeerLimits;
import org.tquic.quic.tls.TlsSession;
import org.tquic.quic.wire.ConnectionId;
import org.tquic.quic.wire.FrameType;
import org.tquic.quic.wire.PreferredAddress;
import org.tquic.quic.wire.TransportParameters;

/** The handshake from the first CRYPTO frame to its confirmation, RFC 9001 section 4. */
final class HandshakeFlow {
  private static final EncryptionLevel[] LEVELS = EncryptionLevel.values();
  private static final int PIECE_BYTES = 2048;

  private final Core core;
  private final CryptoStream[] streams = new CryptoStream[LEVELS.length];
  private final PacketNumberSpace[] spaces = new PacketNumberSpace[2];
  private final ConnectionVersion version;
  private final ServerFrames serverFrames = new ServerFrames();

  private TlsSession tls;
  private HandshakeIds ids;
  private ConnectionId peerSource;
  private byte[] token = AddressToken.NONE.bytes();
  private TransportParameters own;
  private TransportParameters peer;
  private boolean peerKnown;
  private boolean complete;
  private boolean confirmed;

  HandshakeFlow(Core core, HandshakeIds ids, ConnectionVersion version) {
    this.core = core;
    this.ids = ids;
    this.version = version;
    addSpace(SpaceKind.INITIAL);
    newSpace(SpaceKind.HANDSHAKE);
    prepare();
  }

  private void addSpace(SpaceKind kind) {
    newSpace(kind);
    recover(kind);
  }

  private void newSpace(SpaceKind kind) {
    spaces[kind.ordinal()] = new PacketNumberSpace(kind, 0, core.settings.random().nextLong());
  }

  private void recover(SpaceKind kind) {
    core.paths.initial().recovery.addSpace(spaces[kind.ordinal()]);
  }

  private void prepare() {
    for (int i = 0; i < streams.length; i++) {
      streams[i] = new CryptoStream();
    }
    tls =
        core.role == Role.CLIENT
            ? TlsSession.client(core.settings.tls(), core.settings.random(), this::onSecrets)
            : TlsSession.server(core.settings.tls(), core.settings.random(), this::onSecrets);
    core.keys.installInitial(version.inUse(), ids.initialDestination());
  }

  /** Begins; a server waits for the client then. */
  void start() {
    own = HandshakeParameters.own(core, ids, version.information(core.settings.random()));
    if (core.role == Role.CLIENT) {
      core.remoteIds.setInitial(ids.initialDestination());
      tls.start(own.encode(core.settings.random()));
    } else {
      tls.start(this::answer);
    }
    drain();
  }

  // What others ask.

  ConnectionVersion version() {
    return version;
  }

  ServerFrames serverFrames() {
    return serverFrames;
  }

  ConnectionId localId() {
    return ids.local();
  }

  /** The token for Initial packets, empty for none. */
  byte[] token() {
    return token;
  }

  void useToken(byte[] newValue) {
    token = newValue;
  }

  TransportParameters own() {
    return own;
  }

  TransportParameters peer() {
    return peer;
  }

  boolean complete() {
    return complete;
  }

  boolean confirmed() {
    return confirmed;
  }

  TlsSession tls() {
    return tls;
  }

  CryptoStream crypto(EncryptionLevel level) {
    return streams[level.ordinal()];
  }

  PacketNumberSpace space(EncryptionLevel level, Path path) {
    return level == EncryptionLevel.ONE_RTT ? path.space : spaces[level.ordinal()];
  }

  void onAckAcked(EncryptionLevel level, long largest) {
    spaces[level.ordinal()].received().onAckAcked(largest);
  }

  /** Scales the delay of an ACK frame, RFC 9000 section 19.3; senseless ones count as long. */
  long ackDelayNs(EncryptionLevel level, long raw) {
    int exponent = level != EncryptionLevel.ONE_RTT || peer == null ? 3 : peer.ackDelayExponent();
    return raw > Long.MAX_VALUE / 1000 >> exponent ? Long.MAX_VALUE / 2 : (raw << exponent) * 1000;
  }

  // Progress.

  void onCrypto(EncryptionLevel level, long offset, byte[] a, int off, int length, long nowNs) {
    CryptoStream stream = crypto(level);
    stream.receive(offset, a, off, length);
    byte[] piece = new byte[PIECE_BYTES];
    int bytes;
    while ((bytes = stream.read(piece, 0, piece.length)) > 0) {
      tls.receive(level, piece, 0, bytes);
    }
    takePeerParameters(nowNs);
    drain();
    if (!complete && tls.isComplete()) {
      complete(nowNs);
    }
  }

  private void onSecrets(
      EncryptionLevel level, CipherSuite suite, byte[] clientSecret, byte[] serverSecret) {
    version.settle();
    core.keys.install(level, version.inUse(), suite, clientSecret, serverSecret);
    if (level == EncryptionLevel.HANDSHAKE) {
      // Not before: a client with nothing under way probes in the last space that it has.
      recover(SpaceKind.HANDSHAKE);
    }
    core.evidence.keysInstalled(level);
  }

  private void drain() {
    for (EncryptionLevel level : LEVELS) {
      while (tls.hasOutput(level)) {
        byte[] output = tls.pollOutput(level);
        crypto(level).write(output, 0, output.length);
      }
    }
  }

  /**
   * A server's parameters, which say what it made of the client's. They are asked for before there
   * are any secrets, and these already depend on the version.
   */
  private byte[] answer(byte[] clientParameters) {
    readPeerParameters(clientParameters);
    return own.encode(core.settings.random());
  }

  /**
   * Reads them as soon as they are there, though a client's are not authenticated yet: the version
   * follows from them, and no CRYPTO frame may be sent before it is known, RFC 9369 section 4.1.
   */
  private void readPeerParameters(byte[] encoded) {
    if (peer != null) {
      return;
    }
    TransportParameters decoded = TransportParameters.decode(encoded, core.role.peer());
    HandshakeParameters.check(decoded, core.role, ids, peerSource);
    if (core.role == Role.CLIENT) {
      version.check(decoded.versionInformation());
    } else if (version.choose(decoded.versionInformation())) {
      onAnotherVersion();
    }
    peer = decoded;
    core.evidence.versionAgreed();
  }

  private void takePeerParameters(long nowNs) {
    if (peerKnown || tls.peerTransportParameters() == null) {
      return;
    }
    readPeerParameters(tls.peerTransportParameters());
    peerKnown = true;
    core.streams.setPeerLimits(
        new PeerLimits(
            peer.initialMaxData(),
            peer.initialMaxStreamDataBidiLocal(),
            peer.initialMaxStreamDataBidiRemote(),
            peer.initialMaxStreamDataUni(),
            peer.initialMaxStreamsBidi(),
            peer.initialMaxStreamsUni()));
    core.idle.agree(core.settings.parameters().maxIdleTimeoutMillis(), peer.maxIdleTimeoutMillis());
    core.localIds.setPeerLimit(peer.activeConnectionIdLimit());
    core.evidence.peerParameters();
    core.paths.configure(core.paths.initial(), nowNs);
  }

  private void complete(long nowNs) {
    complete = true;
    core.keys.letOneRttReceive();
    core.pathIds.onHandshakeComplete(peer.initialMaxPathId());
    if (peer.statelessResetToken() != null) {
      core.remoteIds.setInitialResetToken(peer.statelessResetToken());
    }
    PreferredAddress preferred = peer.preferredAddress();
    if (preferred != null) {
      core.remoteIds.addPreferred(preferred.connectionId(), preferred.statelessResetToken());
    }
    core.localIds.provideAll();
    core.evidence.established();
    core.events.onEstablished();
    if (core.role == Role.SERVER) {
      serverFrames.oweDone();
      confirm(nowNs);
    }
  }

  /** The peer has completed it too; a client learns it from HANDSHAKE_DONE. */
  void confirm(long nowNs) {
    if (confirmed) {
      return;
    }
    if (!complete) {
      throw new QuicException(
          TransportError.PROTOCOL_VIOLATION, FrameType.HANDSHAKE_DONE, "the handshake is not over");
    }
    confirmed = true;
    core.keys.oneRtt().onHandshakeConfirmed();
    discard(EncryptionLevel.HANDSHAKE, nowNs);
    core.evidence.confirmed();
    core.paths.onInitialPathValidated();
    core.paths.onHandshakeConfirmed(nowNs);
    core.preferredMove.start(nowNs);
    core.events.onConfirmed();
  }

  /** The keys of a level are of no more use, RFC 9001 section 4.9. */
  void discard(EncryptionLevel level, long nowNs) {
    if (core.keys.canSend(level) || core.keys.canReceive(level)) {
      core.keys.discard(level);
      core.evidence.keysDiscarded(level);
      core.paths.initial().recovery.discard(spaces[level.ordinal()], nowNs);
    }
  }

  // Connection IDs and Retry.

  /**
   * The source connection ID of an authentic packet. The first one counts for the handshake, RFC
   * 9000 section 7.2; a packet with another is to be dropped.
   */
  boolean takesPeerSource(ConnectionId source) {
    if (peerSource == null) {
      peerSource = source;
      core.remoteIds.setInitial(source);
    }
    return source.equals(peerSource);
  }

  ConnectionId peerSource() {
    return peerSource;
  }

  HandshakeIds ids() {
    return ids;
  }

  /** A Retry was accepted, RFC 9000 section 17.2.5: begin again with its token and new keys. */
  void onRetry(ConnectionId source, byte[] retryToken) {
    ids = new HandshakeIds(ids.local(), ids.originalDestination(), source, source);
    token = retryToken;
    core.remoteIds.setInitial(source);
    core.fates.begin(core.paths.initial(), 0);
    core.paths.initial().recovery.declareAllLost(core.fates);
    core.keys.installInitial(version.inUse(), source);
    core.evidence.keysInstalled(EncryptionLevel.INITIAL);
  }

  // Versions.

  /** An authentic Initial packet came; a client may learn from it what the server chose. */
  void onInitial(int packetVersion) {
    if (version.onInitial(packetVersion)) {
      onAnotherVersion();
    }
  }

  /** Packets go on in the same spaces, RFC 9369 section 4.1, with other keys. */
  private void onAnotherVersion() {
    core.keys.installInitial(version.inUse(), ids.initialDestination());
    if (core.role == Role.SERVER) {
      own = own.toBuilder().versionInformation(version.information(core.settings.random())).build();
    }
    core.evidence.keysInstalled(EncryptionLevel.INITIAL);
  }

  /**
   * A client's second attempt, in another version, after a Version Negotiation packet. To the
   * server it is another connection, RFC 9368 section 2.4: nothing of the first is left, and tokens
   * were for its version alone, RFC 9369 section 5.
   */
  void beginAgain(long nowNs) {
    ConnectionId destination = HandshakeIds.unpredictable(core.settings.random());
    Path path = core.paths.initial();
    path.recovery.discard(spaces[SpaceKind.INITIAL.ordinal()], nowNs);
    path.probesOwed = 0;
    ids = HandshakeIds.of(ids.local(), destination);
    token = AddressToken.NONE.bytes();
    addSpace(SpaceKind.INITIAL);
    prepare();
    core.evidence.keysInstalled(EncryptionLevel.INITIAL);
    start();
  }
}
