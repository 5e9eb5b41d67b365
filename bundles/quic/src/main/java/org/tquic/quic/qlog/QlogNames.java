package org.tquic.quic.qlog;

import java.util.Locale;
import org.tquic.quic.Ecn;
import org.tquic.quic.EncryptionLevel;
import org.tquic.quic.PacketType;
import org.tquic.quic.Role;
import org.tquic.quic.TransportError;
import org.tquic.quic.connection.DropReason;
import org.tquic.quic.recovery.LossTrigger;
import org.tquic.quic.recovery.SpaceKind;

/** The strings of the qlog event definitions, draft-ietf-quic-qlog-quic-events-13 section 8. */
final class QlogNames {
  static final String UNKNOWN = "unknown";

  private static final int ALERTS = 256;

  private QlogNames() {}

  /** An enum constant as qlog writes its own. */
  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  static String packetType(PacketType type) {
    return switch (type) {
      case null -> UNKNOWN;
      case INITIAL -> "initial";
      case HANDSHAKE -> "handshake";
      case ZERO_RTT -> "0RTT";
      case ONE_RTT -> "1RTT";
      case RETRY -> "retry";
      case VERSION_NEGOTIATION -> "version_negotiation";
    };
  }

  static String packetType(SpaceKind space) {
    return switch (space) {
      case INITIAL -> "initial";
      case HANDSHAKE -> "handshake";
      case APPLICATION -> "1RTT";
    };
  }

  static String trigger(DropReason reason) {
    return switch (reason) {
      case INVALID -> "invalid";
      case UNSUPPORTED -> "unsupported";
      case KEY_UNAVAILABLE -> "key_unavailable";
      case CONNECTION_ID_UNKNOWN -> "connection_unknown";
      case DECRYPTION_FAILURE -> "decryption_failure";
      case DUPLICATE -> "duplicate";
      case REJECTED -> "rejected";
    };
  }

  static String trigger(LossTrigger trigger) {
    return switch (trigger) {
      case REORDERING_THRESHOLD -> "reordering_threshold";
      case TIME_THRESHOLD -> "time_threshold";
    };
  }

  /** The secret from which a role's keys for sending come. */
  static String keyType(Role sender, EncryptionLevel level) {
    return switch (level) {
      case INITIAL -> sender == Role.CLIENT ? "client_initial_secret" : "server_initial_secret";
      case HANDSHAKE ->
          sender == Role.CLIENT ? "client_handshake_secret" : "server_handshake_secret";
      case ONE_RTT -> sender == Role.CLIENT ? "client_1rtt_secret" : "server_1rtt_secret";
    };
  }

  static String ecn(int codepoint) {
    return switch (codepoint) {
      case Ecn.ECT_0 -> "ECT(0)";
      case Ecn.ECT_1 -> "ECT(1)";
      case Ecn.CE -> "CE";
      default -> "Not-ECT";
    };
  }

  /** The string of a transport error, {@link #UNKNOWN} for one that qlog does not know. */
  static String transportError(long code) {
    if (code >= 0 && code <= TransportError.NO_VIABLE_PATH) {
      return TransportError.name(code).toLowerCase(Locale.ROOT);
    }
    return code >= TransportError.CRYPTO_ERROR && code < TransportError.CRYPTO_ERROR + ALERTS
        ? "crypto_error_0x" + Long.toHexString(code)
        : UNKNOWN;
  }
}
