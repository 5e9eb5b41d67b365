package org.tquic.quic.wire;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Transport parameters on their way out, RFC 9000 section 18. */
final class TransportParametersEncoder {
  /** Reserved parameters have as many bytes at most. */
  private static final int MAX_GREASE = 16;

  /** More than all parameters but the list of versions take. */
  private static final int FIXED_ROOM = 512;

  private final TransportParameters from;
  private final byte[] buffer;
  private final WireWriter out;

  TransportParametersEncoder(TransportParameters from) {
    this.from = from;
    VersionInformation versions = from.versionInformation();
    int room = versions == null ? 0 : Integer.BYTES * versions.available().size();
    buffer = new byte[FIXED_ROOM + room];
    out = new WireWriter().reset(buffer, 0, buffer.length);
  }

  /** Adds a parameter that means nothing, RFC 9000 section 18.1. */
  TransportParametersEncoder grease(RandomGenerator random) {
    byte[] value = new byte[random.nextInt(MAX_GREASE + 1)];
    random.nextBytes(value);
    put(31L * random.nextLong((VarInt.MAX - 27) / 31) + 27, value);
    return this;
  }

  byte[] encode() {
    for (IntegerParameter parameter : IntegerParameter.values()) {
      long value = from.integer(parameter);
      if (value != parameter.absent) {
        head(parameter.id, VarInt.length(value));
        out.varInt(value);
      }
    }
    putId(ParameterId.ORIGINAL_DESTINATION_CONNECTION_ID, from.originalDestinationConnectionId());
    putId(ParameterId.INITIAL_SOURCE_CONNECTION_ID, from.initialSourceConnectionId());
    putId(ParameterId.RETRY_SOURCE_CONNECTION_ID, from.retrySourceConnectionId());
    if (from.statelessResetToken() != null) {
      put(ParameterId.STATELESS_RESET_TOKEN, from.statelessResetToken());
    }
    if (from.disableActiveMigration()) {
      head(ParameterId.DISABLE_ACTIVE_MIGRATION, 0);
    }
    if (from.greaseQuicBit()) {
      head(ParameterId.GREASE_QUIC_BIT, 0);
    }
    if (from.preferredAddress() != null) {
      putPreferredAddress(from.preferredAddress());
    }
    if (from.versionInformation() != null) {
      putVersions(from.versionInformation());
    }
    return Arrays.copyOf(buffer, out.position());
  }

  private void head(long id, int length) {
    out.varInt(id);
    out.varInt(length);
  }

  private void put(long id, byte[] value) {
    head(id, value.length);
    out.bytes(value);
  }

  private void putId(int id, ConnectionId value) {
    if (value != null) {
      head(id, value.length());
      value.write(out);
    }
  }

  private void putPreferredAddress(PreferredAddress address) {
    ConnectionId id = address.connectionId();
    head(ParameterId.PREFERRED_ADDRESS, 4 + 2 + 16 + 2 + 1 + id.length() + 16);
    putAddress(address.ipv4(), 4);
    putAddress(address.ipv6(), 16);
    out.u8(id.length());
    id.write(out);
    out.bytes(address.statelessResetToken());
  }

  /** An absent address is all zeroes. */
  private void putAddress(InetSocketAddress address, int length) {
    if (address == null) {
      out.zeroes(length + Short.BYTES);
    } else {
      out.bytes(address.getAddress().getAddress());
      out.u16(address.getPort());
    }
  }

  private void putVersions(VersionInformation versions) {
    head(ParameterId.VERSION_INFORMATION, Integer.BYTES * (1 + versions.available().size()));
    out.u32(versions.chosen());
    for (int version : versions.available()) {
      out.u32(version);
    }
  }
}
