package org.tquic.quic.connection;

import java.util.Objects;

/**
 * A server's token for a later connection to it, RFC 9000 section 8.1.3, to be used once. It counts
 * only in the version of the connection that it came on, RFC 9369 section 5.
 *
 * @param version of that connection
 * @param bytes what the server made of it, empty for no token; not to be changed
 */
public record AddressToken(int version, byte[] bytes) {
  /** No token. */
  public static final AddressToken NONE = new AddressToken(0, new byte[0]);

  /** A token. */
  public AddressToken {
    Objects.requireNonNull(bytes, "bytes");
  }

  /** Whether there is a token. */
  public boolean isPresent() {
    return bytes.length > 0;
  }
}
