package org.tquic.quic.quiche;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.quic.QuicTokenHandler;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Retry tokens (RFC 9000 section 8.1.2), demanded under load only. A token is the time it was made
 * and an HMAC-SHA-256, truncated, over that time, the client's address and port, and the original
 * connection ID, which follows it. The key is random and lives as long as the listener; used on one
 * thread.
 */
final class AddressTokens implements QuicTokenHandler {
  /** Life of a token: the client answers a Retry at once. */
  static final Duration LIFETIME = Duration.ofSeconds(15);

  private static final int TIME_BYTES = 8;
  private static final int MAC_BYTES = 16;
  private static final int HEADER_BYTES = TIME_BYTES + MAC_BYTES;
  private static final int MAX_CONNECTION_ID_BYTES = 20;

  private final Admission admission;
  private final LongSupplier clockMs;
  private final Mac mac;

  /**
   * @param admission knows the load
   * @param clockMs milliseconds that never go back
   */
  AddressTokens(Admission admission, LongSupplier clockMs) {
    this.admission = admission;
    this.clockMs = clockMs;
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    try {
      mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  /** Gives true, which makes a Retry of it, where the listener is under load. */
  @Override
  public boolean writeToken(ByteBuf out, ByteBuf dcid, InetSocketAddress address) {
    if (admission.admitsUnvalidated(address.getAddress())) {
      return false;
    }
    write(out, dcid, address);
    return true;
  }

  /** Gives the offset of the original connection ID, or -1, which drops the packet. */
  @Override
  public int validateToken(ByteBuf token, InetSocketAddress address) {
    return isValid(token, address) && admission.admitsValidated(address.getAddress())
        ? HEADER_BYTES
        : -1;
  }

  @Override
  public int maxTokenLength() {
    return HEADER_BYTES + MAX_CONNECTION_ID_BYTES;
  }

  void write(ByteBuf out, ByteBuf dcid, InetSocketAddress address) {
    long now = clockMs.getAsLong();
    byte[] connectionId = new byte[dcid.readableBytes()];
    dcid.getBytes(dcid.readerIndex(), connectionId);
    out.writeLong(now).writeBytes(mac(now, address, connectionId), 0, MAC_BYTES);
    out.writeBytes(connectionId);
  }

  boolean isValid(ByteBuf token, InetSocketAddress address) {
    int connectionIdBytes = token.readableBytes() - HEADER_BYTES;
    if (connectionIdBytes < 0 || connectionIdBytes > MAX_CONNECTION_ID_BYTES) {
      return false;
    }
    int start = token.readerIndex();
    long madeMs = token.getLong(start);
    byte[] shown = new byte[MAC_BYTES];
    token.getBytes(start + TIME_BYTES, shown);
    byte[] connectionId = new byte[connectionIdBytes];
    token.getBytes(start + HEADER_BYTES, connectionId);
    byte[] expected = new byte[MAC_BYTES];
    System.arraycopy(mac(madeMs, address, connectionId), 0, expected, 0, MAC_BYTES);
    if (!MessageDigest.isEqual(shown, expected)) {
      return false;
    }
    long ageMs = clockMs.getAsLong() - madeMs;
    return ageMs >= 0 && ageMs <= LIFETIME.toMillis();
  }

  private byte[] mac(long timeMs, InetSocketAddress address, byte[] connectionId) {
    byte[] ip = address.getAddress().getAddress();
    for (int shift = 56; shift >= 0; shift -= 8) {
      mac.update((byte) (timeMs >> shift));
    }
    mac.update((byte) ip.length);
    mac.update(ip);
    mac.update((byte) (address.getPort() >> 8));
    mac.update((byte) address.getPort());
    return mac.doFinal(connectionId);
  }
}
