package org.tquic.quic.wire;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.tquic.quic.QuicException;
import org.tquic.quic.Role;
import org.tquic.quic.TransportError;

/** Transport parameters on their way in, with the checks of RFC 9000 sections 7.3, 7.4 and 18.2. */
final class TransportParametersDecoder {
  /** A peer may send that many, known ones and others. */
  static final int MAX_PARAMETERS = 128;

  private final WireReader in;
  private final WireReader value = new WireReader();
  private final Role sender;
  private final TransportParameters.Builder into = TransportParameters.builder();
  private final long[] seen = new long[MAX_PARAMETERS];
  private int count;

  private TransportParametersDecoder(byte[] encoded, Role sender) {
    in = new WireReader().reset(encoded, 0, encoded.length);
    this.sender = sender;
  }

  static TransportParameters decode(byte[] encoded, Role sender) {
    try {
      return new TransportParametersDecoder(encoded, sender).decode();
    } catch (QuicException e) {
      // The cursor speaks of frames.
      throw e.code() == TransportError.TRANSPORT_PARAMETER_ERROR ? e : error(e.getMessage());
    }
  }

  private TransportParameters decode() {
    while (in.hasRemaining()) {
      long id = in.varInt();
      int length = in.length();
      value.reset(in.array(), in.skip(length), length);
      note(id);
      if (read(id) && value.hasRemaining()) {
        throw error("parameter " + id + " is too long");
      }
    }
    TransportParameters parameters = into.build();
    if (parameters.initialSourceConnectionId() == null) {
      throw error("initial_source_connection_id is missing");
    }
    if (sender == Role.SERVER && parameters.originalDestinationConnectionId() == null) {
      throw error("original_destination_connection_id is missing");
    }
    return parameters;
  }

  private void note(long id) {
    for (int i = 0; i < count; i++) {
      if (seen[i] == id) {
        throw error("parameter " + id + " is there twice");
      }
    }
    if (count == MAX_PARAMETERS) {
      throw error("too many parameters");
    }
    seen[count++] = id;
  }

  /** Takes the value of a known parameter; false for an unknown one. */
  private boolean read(long id) {
    IntegerParameter integer = IntegerParameter.of(id);
    if (integer != null) {
      readInteger(integer);
      return true;
    }
    if (id > ParameterId.GREASE_QUIC_BIT) {
      return false;
    }
    switch ((int) id) {
      case ParameterId.ORIGINAL_DESTINATION_CONNECTION_ID -> {
        serverOnly();
        into.originalDestinationConnectionId(connectionId());
      }
      case ParameterId.STATELESS_RESET_TOKEN -> {
        serverOnly();
        into.statelessResetToken(value.bytes(StatelessReset.TOKEN_LENGTH));
      }
      case ParameterId.DISABLE_ACTIVE_MIGRATION -> into.disableActiveMigration(true);
      case ParameterId.PREFERRED_ADDRESS -> {
        serverOnly();
        into.preferredAddress(preferredAddress());
      }
      case ParameterId.INITIAL_SOURCE_CONNECTION_ID ->
          into.initialSourceConnectionId(connectionId());
      case ParameterId.RETRY_SOURCE_CONNECTION_ID -> {
        serverOnly();
        into.retrySourceConnectionId(connectionId());
      }
      case ParameterId.VERSION_INFORMATION -> into.versionInformation(versions());
      case ParameterId.GREASE_QUIC_BIT -> into.greaseQuicBit(true);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void readInteger(IntegerParameter parameter) {
    long number = value.varInt();
    if (!parameter.permits(number)) {
      throw error(parameter + " may not be " + number);
    }
    into.integer(parameter, number);
  }

  private void serverOnly() {
    if (sender == Role.CLIENT) {
      throw error("a client sent a parameter of servers");
    }
  }

  private ConnectionId connectionId() {
    int length = value.remaining();
    if (length > ConnectionId.MAX_LENGTH) {
      throw error("connection ID of " + length + " bytes");
    }
    return ConnectionId.of(value.array(), value.skip(length), length);
  }

  private PreferredAddress preferredAddress() {
    InetSocketAddress ipv4 = address(4);
    InetSocketAddress ipv6 = address(16);
    int length = value.u8();
    if (length < 1 || length > ConnectionId.MAX_LENGTH) {
      throw error("connection ID of " + length + " bytes");
    }
    ConnectionId id = ConnectionId.of(value.array(), value.skip(length), length);
    return new PreferredAddress(ipv4, ipv6, id, value.bytes(StatelessReset.TOKEN_LENGTH));
  }

  /** Null when address and port are zero. */
  private InetSocketAddress address(int length) {
    byte[] bytes = value.bytes(length);
    int port = value.u16();
    int any = port;
    for (byte part : bytes) {
      any |= part;
    }
    if (any == 0) {
      return null;
    }
    try {
      // The general factory would turn an IPv4-mapped address into an IPv4 one.
      InetAddress address =
          length == 16
              ? Inet6Address.getByAddress(null, bytes, -1)
              : InetAddress.getByAddress(bytes);
      return new InetSocketAddress(address, port);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  private VersionInformation versions() {
    int chosen = version();
    List<Integer> available = new ArrayList<>();
    boolean listed = false;
    while (value.hasRemaining()) {
      int version = version();
      listed |= version == chosen;
      if (available.size() < VersionInformation.MAX_AVAILABLE) {
        available.add(version);
      }
    }
    // RFC 9368 section 4: what a client chose is one that it speaks.
    if (sender == Role.CLIENT && !listed) {
      throw error("the chosen version is not available");
    }
    return new VersionInformation(chosen, available);
  }

  private int version() {
    int version = (int) value.u32();
    if (version == QuicVersion.NEGOTIATION) {
      throw error("version 0 is none");
    }
    return version;
  }

  private static QuicException error(String reason) {
    return new QuicException(TransportError.TRANSPORT_PARAMETER_ERROR, reason);
  }
}
