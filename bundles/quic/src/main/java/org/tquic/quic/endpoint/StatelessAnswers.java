package org.tquic.quic.endpoint;

import java.security.SecureRandom;
import java.util.List;
import org.tquic.quic.PacketType;
import org.tquic.quic.crypto.InitialSecrets;
import org.tquic.quic.crypto.PacketProtection;
import org.tquic.quic.crypto.RetryIntegrity;
import org.tquic.quic.path.NetworkPath;
import org.tquic.quic.wire.ConnectionId;
import org.tquic.quic.wire.FrameWriter;
import org.tquic.quic.wire.HeaderWriter;
import org.tquic.quic.wire.PacketHeader;
import org.tquic.quic.wire.PacketNumbers;
import org.tquic.quic.wire.QuicVersion;
import org.tquic.quic.wire.RetryPacket;
import org.tquic.quic.wire.StatelessReset;
import org.tquic.quic.wire.VersionNegotiation;
import org.tquic.quic.wire.WireWriter;

/**
 * Answers a packet without a connection. Each method returns false when a limit holds the answer
 * back.
 */
final class StatelessAnswers {
  private static final int PACKET_NUMBER_BYTES = 4;

  private final AnswerQueue queue;
  private final EndpointConnectionIds ids;
  private final SecureRandom random;

  StatelessAnswers(AnswerQueue queue, EndpointConnectionIds ids, SecureRandom random) {
    this.queue = queue;
    this.ids = ids;
    this.random = random;
  }

  /** The versions that are spoken, and one that nobody speaks, RFC 9000 section 6.3. */
  boolean versions(
      long nowNs,
      NetworkPath network,
      byte[] datagram,
      PacketHeader received,
      List<Integer> offered) {
    WireWriter out = queue.begin(AnswerKind.VERSION_NEGOTIATION, nowNs);
    if (out == null) {
      return false;
    }
    int[] versions = new int[1 + offered.size()];
    versions[0] = QuicVersion.reserved(random);
    for (int i = 0; i < offered.size(); i++) {
      versions[1 + i] = offered.get(i);
    }
    VersionNegotiation.write(out, datagram, received, random, versions);
    queue.commit(AnswerKind.VERSION_NEGOTIATION, network);
    return true;
  }

  /**
   * RFC 9000 section 17.2.5: asks the client to come again with a token for its address, in the
   * same version, RFC 9369 section 4.1.
   */
  boolean retry(
      long nowNs,
      NetworkPath network,
      int version,
      ConnectionId clientDestination,
      ConnectionId clientSource,
      AddressTokens tokens) {
    WireWriter out = queue.begin(AnswerKind.RETRY, nowNs);
    if (out == null) {
      return false;
    }
    ConnectionId source = ids.newId();
    byte[] token = tokens.retryToken(nowNs, version, network.remote(), clientDestination, source);
    RetryPacket.write(out, version, clientSource, source, token, random);
    out.bytes(RetryIntegrity.tag(version, clientDestination, out.array(), 0, out.position()));
    queue.commit(AnswerKind.RETRY, network);
    return true;
  }

  /**
   * An Initial packet with CONNECTION_CLOSE. It asks for no acknowledgement, so it needs no
   * padding, RFC 9000 section 14.1.
   */
  boolean close(
      long nowNs,
      NetworkPath network,
      int version,
      ConnectionId clientDestination,
      ConnectionId clientSource,
      long errorCode) {
    WireWriter out = queue.begin(AnswerKind.CLOSE, nowNs);
    if (out == null) {
      return false;
    }
    int lengthIndex =
        HeaderWriter.writeLong(
            out, PacketType.INITIAL, version, clientSource, ids.newId(), null, PACKET_NUMBER_BYTES);
    int numberIndex = out.position();
    PacketNumbers.write(out, 0, PACKET_NUMBER_BYTES);
    FrameWriter.writeConnectionClose(out, false, errorCode, 0, "");
    int payloadEnd = out.position();
    HeaderWriter.finishLong(out, lengthIndex, payloadEnd);
    out.zeroes(PacketProtection.TAG_LENGTH);
    new PacketProtection(
            version,
            InitialSecrets.SUITE,
            InitialSecrets.derive(version, clientDestination).server())
        .seal(out.array(), 0, numberIndex, PACKET_NUMBER_BYTES, payloadEnd, 0, 0);
    queue.commit(AnswerKind.CLOSE, network);
    return true;
  }

  /** RFC 9000 section 10.3: tells the peer of a connection that this endpoint does not know. */
  boolean reset(long nowNs, NetworkPath network, byte[] datagram, PacketHeader received) {
    int length = StatelessReset.length(received.packetEnd() - received.packetOffset(), random);
    WireWriter out = length == 0 ? null : queue.begin(AnswerKind.RESET, nowNs);
    if (out == null) {
      return false;
    }
    ConnectionId unknown = ConnectionId.of(datagram, received.dcidOffset(), received.dcidLength());
    StatelessReset.write(out, length, ids.resetToken(unknown), random);
    queue.commit(AnswerKind.RESET, network);
    return true;
  }
}
