package org.tquic.quic.wire;

import java.util.EnumMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.tquic.quic.Role;

/**
 * What an endpoint tells of itself in the handshake, RFC 9000 section 18.2; immutable. Parameters
 * that are absent have the value that the RFC gives to their absence.
 */
public final class TransportParameters {
  private static final IntegerParameter[] INTEGERS = IntegerParameter.values();

  /** Some are read for each packet. */
  private final long[] integers;

  private final ConnectionId originalDestinationConnectionId;
  private final ConnectionId initialSourceConnectionId;
  private final ConnectionId retrySourceConnectionId;
  private final byte[] statelessResetToken;
  private final boolean disableActiveMigration;
  private final boolean greaseQuicBit;
  private final PreferredAddress preferredAddress;
  private final VersionInformation versionInformation;

  private TransportParameters(Builder from) {
    integers = new long[INTEGERS.length];
    for (IntegerParameter parameter : INTEGERS) {
      integers[parameter.ordinal()] = from.integers.getOrDefault(parameter, parameter.absent);
    }
    originalDestinationConnectionId = from.originalDestinationConnectionId;
    initialSourceConnectionId = from.initialSourceConnectionId;
    retrySourceConnectionId = from.retrySourceConnectionId;
    statelessResetToken = from.statelessResetToken;
    disableActiveMigration = from.disableActiveMigration;
    greaseQuicBit = from.greaseQuicBit;
    preferredAddress = from.preferredAddress;
    versionInformation = from.versionInformation;
  }

  /** A builder with these parameters. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    for (IntegerParameter parameter : INTEGERS) {
      if (integer(parameter) != parameter.absent) {
        builder.integers.put(parameter, integer(parameter));
      }
    }
    builder.originalDestinationConnectionId = originalDestinationConnectionId;
    builder.initialSourceConnectionId = initialSourceConnectionId;
    builder.retrySourceConnectionId = retrySourceConnectionId;
    builder.statelessResetToken = statelessResetToken;
    builder.disableActiveMigration = disableActiveMigration;
    builder.greaseQuicBit = greaseQuicBit;
    builder.preferredAddress = preferredAddress;
    builder.versionInformation = versionInformation;
    return builder;
  }

  /** A builder with all parameters absent. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Reads what a peer sent.
   *
   * @param sender role of the peer
   * @throws org.tquic.quic.QuicException TRANSPORT_PARAMETER_ERROR when it breaks a rule that needs
   *     no more than the parameters to be checked
   */
  public static TransportParameters decode(byte[] encoded, Role sender) {
    return TransportParametersDecoder.decode(encoded, sender);
  }

  /** The encoded form; parameters whose value is that of their absence are left out. */
  public byte[] encode() {
    return new TransportParametersEncoder(this).encode();
  }

  /** The encoded form with a reserved parameter in addition, RFC 9000 section 18.1. */
  public byte[] encode(RandomGenerator random) {
    return new TransportParametersEncoder(this).grease(random).encode();
  }

  /** Value of an integer parameter, that of its absence included. */
  long integer(IntegerParameter parameter) {
    return integers[parameter.ordinal()];
  }

  private int clamped(IntegerParameter parameter, int max) {
    return (int) Math.min(integer(parameter), max);
  }

  /** Milliseconds of silence after which the sender gives up, 0 for never. */
  public long maxIdleTimeoutMillis() {
    return integer(IntegerParameter.MAX_IDLE_TIMEOUT);
  }

  /** Bytes of the largest UDP payload that the sender takes, 1200 to 65527. */
  public int maxUdpPayloadSize() {
    return clamped(IntegerParameter.MAX_UDP_PAYLOAD_SIZE, 65527);
  }

  /** Bytes of all streams. */
  public long initialMaxData() {
    return integer(IntegerParameter.INITIAL_MAX_DATA);
  }

  /** Bytes of each bidirectional stream that the sender of the parameter opens. */
  public long initialMaxStreamDataBidiLocal() {
    return integer(IntegerParameter.INITIAL_MAX_STREAM_DATA_BIDI_LOCAL);
  }

  /** Bytes of each bidirectional stream that the receiver of the parameter opens. */
  public long initialMaxStreamDataBidiRemote() {
    return integer(IntegerParameter.INITIAL_MAX_STREAM_DATA_BIDI_REMOTE);
  }

  /** Bytes of each unidirectional stream that the receiver of the parameter opens. */
  public long initialMaxStreamDataUni() {
    return integer(IntegerParameter.INITIAL_MAX_STREAM_DATA_UNI);
  }

  /** Bidirectional streams that the receiver of the parameter may open. */
  public long initialMaxStreamsBidi() {
    return integer(IntegerParameter.INITIAL_MAX_STREAMS_BIDI);
  }

  /** Unidirectional streams that the receiver of the parameter may open. */
  public long initialMaxStreamsUni() {
    return integer(IntegerParameter.INITIAL_MAX_STREAMS_UNI);
  }

  /** ACK Delay fields of the sender count 2 to this power microseconds, 0 to 20. */
  public int ackDelayExponent() {
    return clamped(IntegerParameter.ACK_DELAY_EXPONENT, 20);
  }

  /** Milliseconds by which the sender may delay acknowledgements, below 2^14. */
  public int maxAckDelayMillis() {
    return clamped(IntegerParameter.MAX_ACK_DELAY, 1 << 14);
  }

  /** Connection IDs, of each path, that the sender keeps: at least 2. */
  public int activeConnectionIdLimit() {
    return clamped(IntegerParameter.ACTIVE_CONNECTION_ID_LIMIT, Integer.MAX_VALUE);
  }

  /** Bytes of the largest DATAGRAM frame, type included, that the sender takes; 0 for none. */
  public int maxDatagramFrameSize() {
    return clamped(IntegerParameter.MAX_DATAGRAM_FRAME_SIZE, 65535);
  }

  /** Highest path ID that the sender takes, below 2^32; −1 when it does not speak multipath. */
  public long initialMaxPathId() {
    return integer(IntegerParameter.INITIAL_MAX_PATH_ID);
  }

  /** Destination Connection ID of the client's first packet; null when absent. */
  public ConnectionId originalDestinationConnectionId() {
    return originalDestinationConnectionId;
  }

  /** Source Connection ID of the sender's first Initial packet; null when absent. */
  public ConnectionId initialSourceConnectionId() {
    return initialSourceConnectionId;
  }

  /** Source Connection ID of the server's Retry packet; null when absent. */
  public ConnectionId retrySourceConnectionId() {
    return retrySourceConnectionId;
  }

  /** The token of the connection ID of the server's handshake, 16 bytes; null when absent. */
  public byte[] statelessResetToken() {
    return statelessResetToken == null ? null : statelessResetToken.clone();
  }

  /** Whether the receiver must stay at the address of the handshake. */
  public boolean disableActiveMigration() {
    return disableActiveMigration;
  }

  /** Whether the sender takes packets without the fixed bit, RFC 9287. */
  public boolean greaseQuicBit() {
    return greaseQuicBit;
  }

  /** Address that the server wants to be used after the handshake; null when absent. */
  public PreferredAddress preferredAddress() {
    return preferredAddress;
  }

  /** Versions, RFC 9368; null when absent. */
  public VersionInformation versionInformation() {
    return versionInformation;
  }

  /**
   * Sets parameters, each described at the accessor of its name in {@link TransportParameters}.
   * Values that may not be sent throw {@link IllegalArgumentException}.
   */
  public static final class Builder {
    private final Map<IntegerParameter, Long> integers = new EnumMap<>(IntegerParameter.class);
    private ConnectionId originalDestinationConnectionId;
    private ConnectionId initialSourceConnectionId;
    private ConnectionId retrySourceConnectionId;
    private byte[] statelessResetToken;
    private boolean disableActiveMigration;
    private boolean greaseQuicBit;
    private PreferredAddress preferredAddress;
    private VersionInformation versionInformation;

    private Builder() {}

    Builder integer(IntegerParameter parameter, long value) {
      if (!parameter.permits(value)) {
        throw new IllegalArgumentException(parameter + " may not be " + value);
      }
      integers.put(parameter, value);
      return this;
    }

    public Builder maxIdleTimeoutMillis(long millis) {
      return integer(IntegerParameter.MAX_IDLE_TIMEOUT, millis);
    }

    public Builder maxUdpPayloadSize(long bytes) {
      return integer(IntegerParameter.MAX_UDP_PAYLOAD_SIZE, bytes);
    }

    public Builder initialMaxData(long bytes) {
      return integer(IntegerParameter.INITIAL_MAX_DATA, bytes);
    }

    public Builder initialMaxStreamDataBidiLocal(long bytes) {
      return integer(IntegerParameter.INITIAL_MAX_STREAM_DATA_BIDI_LOCAL, bytes);
    }

    public Builder initialMaxStreamDataBidiRemote(long bytes) {
      return integer(IntegerParameter.INITIAL_MAX_STREAM_DATA_BIDI_REMOTE, bytes);
    }

    public Builder initialMaxStreamDataUni(long bytes) {
      return integer(IntegerParameter.INITIAL_MAX_STREAM_DATA_UNI, bytes);
    }

    public Builder initialMaxStreamsBidi(long streams) {
      return integer(IntegerParameter.INITIAL_MAX_STREAMS_BIDI, streams);
    }

    public Builder initialMaxStreamsUni(long streams) {
      return integer(IntegerParameter.INITIAL_MAX_STREAMS_UNI, streams);
    }

    public Builder ackDelayExponent(int exponent) {
      return integer(IntegerParameter.ACK_DELAY_EXPONENT, exponent);
    }

    public Builder maxAckDelayMillis(int millis) {
      return integer(IntegerParameter.MAX_ACK_DELAY, millis);
    }

    public Builder activeConnectionIdLimit(long limit) {
      return integer(IntegerParameter.ACTIVE_CONNECTION_ID_LIMIT, limit);
    }

    public Builder maxDatagramFrameSize(long bytes) {
      return integer(IntegerParameter.MAX_DATAGRAM_FRAME_SIZE, bytes);
    }

    public Builder initialMaxPathId(long pathId) {
      return integer(IntegerParameter.INITIAL_MAX_PATH_ID, pathId);
    }

    public Builder originalDestinationConnectionId(ConnectionId id) {
      originalDestinationConnectionId = id;
      return this;
    }

    public Builder initialSourceConnectionId(ConnectionId id) {
      initialSourceConnectionId = id;
      return this;
    }

    public Builder retrySourceConnectionId(ConnectionId id) {
      retrySourceConnectionId = id;
      return this;
    }

    /** Takes a copy of 16 bytes, or null. */
    public Builder statelessResetToken(byte[] token) {
      if (token != null && token.length != StatelessReset.TOKEN_LENGTH) {
        throw new IllegalArgumentException("a token has 16 bytes, not " + token.length);
      }
      statelessResetToken = token == null ? null : token.clone();
      return this;
    }

    public Builder disableActiveMigration(boolean disabled) {
      disableActiveMigration = disabled;
      return this;
    }

    public Builder greaseQuicBit(boolean grease) {
      greaseQuicBit = grease;
      return this;
    }

    public Builder preferredAddress(PreferredAddress address) {
      preferredAddress = address;
      return this;
    }

    public Builder versionInformation(VersionInformation information) {
      versionInformation = information;
      return this;
    }

    /** The parameters as they are set now. */
    public TransportParameters build() {
      return new TransportParameters(this);
    }
  }
}
