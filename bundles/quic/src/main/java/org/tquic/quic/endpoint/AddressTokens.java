package org.tquic.quic.endpoint;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import org.tquic.quic.crypto.TokenSealer;
import org.tquic.quic.wire.ConnectionId;
import org.tquic.quic.wire.WireReader;
import org.tquic.quic.wire.WireWriter;

/**
 * Tokens that prove a client's address, RFC 9000 section 8.1. They begin with a mark in clear, so
 * that one of Retry is known for it even when it is not valid: that is an error, while a token of
 * NEW_TOKEN may be from long ago or from another server, and does not matter then. Neither is taken
 * in another version than it was given in, RFC 9369 sections 4.1 and 5.
 */
final class AddressTokens {
  /** Tokens of NEW_TOKEN that are remembered to be used once. */
  static final int NEW_TOKEN_WINDOW = 1 << 16;

  private static final int MARK_BYTES = 4;
  private static final int RETRY_MARK = 0x72657472;
  private static final int NEW_MARK = 0x6e657774;
  private static final int NEW_CONTENT_BYTES = 2 * Long.BYTES;
  private static final int VERSION_BYTES = 4;
  private static final int PORT_BYTES = 2;

  private final TokenSealer sealer;
  private final long retryLifetimeNs;
  private final long newLifetimeNs;
  private final SerialWindow serials = new SerialWindow(NEW_TOKEN_WINDOW);

  AddressTokens(SecureRandom random, long retryLifetimeNs, long newLifetimeNs) {
    sealer = new TokenSealer(random);
    this.retryLifetimeNs = retryLifetimeNs;
    this.newLifetimeNs = newLifetimeNs;
  }

  /**
   * A token for a Retry packet, for the client's address and port.
   *
   * @param original where the client's Initial packet went
   * @param retrySource where its next one goes
   */
  byte[] retryToken(
      long nowNs,
      int version,
      InetSocketAddress client,
      ConnectionId original,
      ConnectionId retrySource) {
    byte[] content = new byte[Long.BYTES + original.length()];
    WireWriter out = new WireWriter().reset(content, 0, content.length);
    out.i64(nowNs);
    original.write(out);
    return seal(RETRY_MARK, content, retryBound(version, client, retrySource));
  }

  /** Whether a token claims to be of a Retry packet. */
  static boolean isOfRetry(byte[] array, int offset, int length) {
    return mark(array, offset, length) == RETRY_MARK;
  }

  /**
   * Opens a token of Retry.
   *
   * @param destination where the packet with the token was sent
   * @return where the client's first Initial packet went, or null when the token is not valid
   */
  ConnectionId openRetry(
      long nowNs,
      int version,
      InetSocketAddress client,
      ConnectionId destination,
      byte[] array,
      int offset,
      int length) {
    byte[] bound = retryBound(version, client, destination);
    byte[] content = open(RETRY_MARK, array, offset, length, bound);
    if (content == null) {
      return null;
    }
    long issuedNs = new WireReader().reset(content, 0, Long.BYTES).i64();
    if (isOver(nowNs, issuedNs, retryLifetimeNs)) {
      return null;
    }
    return ConnectionId.of(content, Long.BYTES, content.length - Long.BYTES);
  }

  /** A token for a later connection from the client's IP address, RFC 9000 section 8.1.3. */
  byte[] newToken(long nowNs, int version, InetAddress client) {
    byte[] content = new byte[NEW_CONTENT_BYTES];
    WireWriter out = new WireWriter().reset(content, 0, content.length);
    out.i64(nowNs);
    out.i64(serials.issue());
    return seal(NEW_MARK, content, newBound(version, client));
  }

  /** Uses a token of NEW_TOKEN; false when it proves nothing. */
  boolean useNew(
      long nowNs, int version, InetAddress client, byte[] array, int offset, int length) {
    byte[] content = open(NEW_MARK, array, offset, length, newBound(version, client));
    if (content == null) {
      return false;
    }
    WireReader in = new WireReader().reset(content, 0, content.length);
    return !isOver(nowNs, in.i64(), newLifetimeNs) && serials.use(in.i64());
  }

  private static boolean isOver(long nowNs, long issuedNs, long lifetimeNs) {
    return nowNs - issuedNs > lifetimeNs;
  }

  private byte[] seal(int mark, byte[] content, byte[] bound) {
    byte[] sealed = sealer.seal(content, bound);
    byte[] token = new byte[MARK_BYTES + sealed.length];
    WireWriter out = new WireWriter().reset(token, 0, token.length);
    out.u32(mark);
    out.bytes(sealed);
    return token;
  }

  private byte[] open(int mark, byte[] array, int offset, int length, byte[] bound) {
    return mark(array, offset, length) == mark
        ? sealer.open(array, offset + MARK_BYTES, length - MARK_BYTES, bound)
        : null;
  }

  private static int mark(byte[] array, int offset, int length) {
    return length < MARK_BYTES ? 0 : (int) new WireReader().reset(array, offset, length).u32();
  }

  private static byte[] retryBound(
      int version, InetSocketAddress client, ConnectionId retrySource) {
    byte[] address = client.getAddress().getAddress();
    byte[] bound =
        new byte[MARK_BYTES + VERSION_BYTES + address.length + PORT_BYTES + retrySource.length()];
    WireWriter out = new WireWriter().reset(bound, 0, bound.length);
    out.u32(RETRY_MARK);
    out.u32(version);
    out.bytes(address);
    out.u16(client.getPort());
    retrySource.write(out);
    return bound;
  }

  private static byte[] newBound(int version, InetAddress client) {
    byte[] address = client.getAddress();
    byte[] bound = new byte[MARK_BYTES + VERSION_BYTES + address.length];
    WireWriter out = new WireWriter().reset(bound, 0, bound.length);
    out.u32(NEW_MARK);
    out.u32(version);
    out.bytes(address);
    return bound;
  }
}
