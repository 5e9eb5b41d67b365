package org.tquic.quic.qlog;

import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.tquic.quic.EncryptionLevel;
import org.tquic.quic.PacketType;
import org.tquic.quic.Role;
import org.tquic.quic.connection.CloseReason;
import org.tquic.quic.connection.ConnectionObserver;
import org.tquic.quic.connection.DropReason;
import org.tquic.quic.connection.ObservedPacket;
import org.tquic.quic.connection.PathChange;
import org.tquic.quic.connection.RecoveryMetrics;
import org.tquic.quic.connection.Transmit;
import org.tquic.quic.crypto.CipherSuite;
import org.tquic.quic.path.NetworkPath;
import org.tquic.quic.recovery.SentPacket;
import org.tquic.quic.recovery.SpaceKind;
import org.tquic.quic.wire.ConnectionId;
import org.tquic.quic.wire.TransportParameters;
import org.tquic.quic.wire.VersionInformation;

/**
 * Writes the log of one connection in the qlog format: a sequential file of
 * draft-ietf-quic-qlog-main-schema-14 with the events of draft-ietf-quic-qlog-quic-events-13.
 * Events of a path have its ID as their tuple, and headers of 1-RTT packets as {@code path_id}. For
 * what these drafts have no event there are {@code tquic:path_updated}, {@code
 * tquic:path_state_updated}, {@code tquic:scheduler_updated} and {@code
 * tquic:congestion_controller_updated}.
 *
 * <p>A log has addresses, connection IDs and the shape of all traffic, but neither payload nor
 * secrets. One that was detached may be attached to its connection again and goes on then.
 */
public final class QlogWriter implements ConnectionObserver {
  /** Media type of the records, one after the other. */
  public static final String MEDIA_TYPE = "application/qlog+json-seq";

  private static final String FILE_SCHEMA = "urn:ietf:params:qlog:file:sequential";
  private static final String QUIC_EVENTS = "urn:ietf:params:qlog:events:quic-13";
  private static final String LOG_LEVEL_EVENTS = "urn:ietf:params:qlog:events:loglevel-14";

  private static final int VERSION_DIGITS = 8;
  private static final int MAX_VERSIONS = 64;

  private final RecordWriter records;
  private final PacketJson packets = new PacketJson();
  private final MetricsJson metrics;
  private final PathJson paths;
  private final String title;
  private final Instant wallClock;
  private Role role;
  private int version;

  /**
   * A log that begins when this is attached to a connection.
   *
   * @param title what the log is of, for people
   * @param wallClock what time it is, or null for a log without
   */
  public QlogWriter(QlogSink sink, String title, Instant wallClock) {
    this.records = new RecordWriter(Objects.requireNonNull(sink));
    this.title = Objects.requireNonNull(title);
    this.wallClock = wallClock;
    metrics = new MetricsJson(records);
    paths = new PathJson(records);
  }

  /** A line for people, such as why the log ends here; not within a call of the connection. */
  public void warn(long nowNs, String message) {
    records.begin("loglevel:warning", nowNs).string("message", message);
    records.end();
  }

  /** Events that the sink did not take. */
  public long droppedEvents() {
    return records.dropped();
  }

  @Override
  public void onAttached(
      long nowNs, Role ownRole, ConnectionId originalDestination, int versionInUse) {
    role = ownRole;
    version = versionInUse;
    if (!records.isStarted()) {
      header(nowNs, originalDestination);
    }
    versions(records.begin("quic:version_information", nowNs), role, version)
        .name("chosen_version")
        .hex(version, VERSION_DIGITS);
    records.end();
  }

  private void header(long nowNs, ConnectionId originalDestination) {
    JsonBuffer json = records.beginHeader();
    json.string("file_schema", FILE_SCHEMA).string("serialization_format", MEDIA_TYPE);
    json.string("title", title).object("trace").object("common_fields");
    json.string("group_id", originalDestination.toString());
    json.string("time_format", "relative_to_epoch").object("reference_time");
    json.string("clock_type", "monotonic").string("epoch", "unknown");
    if (wallClock != null) {
      json.string("wall_clock_time", wallClock.toString());
    }
    json.endObject().endObject();
    json.object("vantage_point").string("type", QlogNames.of(role)).endObject();
    json.list("event_schemas").string(QUIC_EVENTS).string(LOG_LEVEL_EVENTS).endList();
    json.endObject();
    records.endHeader(nowNs);
  }

  private static JsonBuffer versions(JsonBuffer json, Role of, int... versions) {
    json.list(of == Role.CLIENT ? "client_versions" : "server_versions");
    for (int each : versions) {
      json.hex(each, VERSION_DIGITS);
    }
    return json.endList();
  }

  @Override
  public void onVersionAgreed(
      long nowNs, int agreed, VersionInformation client, VersionInformation server) {
    version = agreed;
    JsonBuffer json = records.begin("quic:version_information", nowNs);
    versions(json, Role.CLIENT, client);
    versions(json, Role.SERVER, server);
    json.name("chosen_version").hex(agreed, VERSION_DIGITS);
    records.end();
  }

  private static void versions(JsonBuffer json, Role of, VersionInformation information) {
    if (information != null) {
      versions(json, of, information.available().stream().mapToInt(Integer::intValue).toArray());
    }
  }

  @Override
  public void onVersionsRefused(long nowNs, int[] serverVersions) {
    JsonBuffer json = versions(records.begin("quic:version_information", nowNs), role, version);
    int count = Math.min(serverVersions.length, MAX_VERSIONS);
    versions(json, Role.SERVER, Arrays.copyOf(serverVersions, count));
    records.end();
  }

  @Override
  public void onParameters(long nowNs, boolean local, TransportParameters parameters) {
    packets.onParameters(local, parameters);
    JsonBuffer json = records.begin("quic:parameters_set", nowNs);
    ParametersJson.write(json.string("initiator", local ? "local" : "remote"), parameters);
    records.end();
  }

  // The connection.

  @Override
  public void onEstablished(long nowNs, String applicationProtocol, CipherSuite suite) {
    records
        .begin("quic:alpn_information", nowNs)
        .object("chosen_alpn")
        .string("string_value", applicationProtocol)
        .endObject();
    records.end();
    records.begin("quic:parameters_set", nowNs).string("tls_cipher", suite.name());
    records.end();
    state(nowNs, "handshake_complete");
  }

  @Override
  public void onConfirmed(long nowNs) {
    state(nowNs, "handshake_confirmed");
  }

  @Override
  public void onClosed(long nowNs, CloseReason reason) {
    CloseJson.write(records.begin("quic:connection_closed", nowNs), reason);
    records.end();
    state(nowNs, CloseJson.state(reason.kind()));
  }

  @Override
  public void onTerminated(long nowNs) {
    state(nowNs, "closed");
  }

  private void state(long nowNs, String state) {
    records.begin("quic:connection_state_updated", nowNs).string("new", state);
    records.end();
  }

  // Packets and datagrams.

  @Override
  public void onPacketSent(long nowNs, ObservedPacket packet) {
    packets.write(records.begin("quic:packet_sent", nowNs, packet.pathId()), packet, true);
    records.end();
  }

  @Override
  public void onPacketReceived(long nowNs, ObservedPacket packet) {
    packets.write(records.begin("quic:packet_received", nowNs, packet.pathId()), packet, false);
    records.end();
  }

  @Override
  public void onPacketDropped(long nowNs, DropReason reason, PacketType type, int sizeBytes) {
    unread("quic:packet_dropped", nowNs, type, sizeBytes)
        .string("trigger", QlogNames.trigger(reason));
    records.end();
  }

  @Override
  public void onPacketBuffered(long nowNs, PacketType type, int sizeBytes) {
    unread("quic:packet_buffered", nowNs, type, sizeBytes).string("trigger", "keys_unavailable");
    records.end();
  }

  private JsonBuffer unread(String event, long nowNs, PacketType type, int sizeBytes) {
    JsonBuffer json = records.begin(event, nowNs);
    json.object("header").string("packet_type", QlogNames.packetType(type)).endObject();
    return json.object("raw").number("length", sizeBytes).endObject();
  }

  @Override
  public void onPacketLost(long nowNs, long pathId, SentPacket packet) {
    JsonBuffer json = records.begin("quic:packet_lost", nowNs, pathId);
    json.object("header").string("packet_type", QlogNames.packetType(packet.space()));
    json.number("packet_number", packet.packetNumber);
    if (packet.space() == SpaceKind.APPLICATION) {
      json.number("path_id", pathId);
    }
    json.endObject();
    if (packet.mtuProbe) {
      json.bool("is_mtu_probe_packet", true);
    }
    json.string("trigger", QlogNames.trigger(packet.lossTrigger()));
    records.end();
  }

  @Override
  public void onDatagramSent(long nowNs, long pathId, Transmit datagram) {
    JsonBuffer json = records.begin("quic:udp_datagrams_sent", nowNs, pathId);
    datagram(json, datagram.ecn, datagram.length);
  }

  @Override
  public void onDatagramReceived(long nowNs, NetworkPath network, int ecn, int sizeBytes) {
    datagram(records.begin("quic:udp_datagrams_received", nowNs), ecn, sizeBytes);
  }

  private void datagram(JsonBuffer json, int ecn, int sizeBytes) {
    json.number("count", 1).list("raw").object().number("length", sizeBytes).endObject().endList();
    json.list("ecn").string(QlogNames.ecn(ecn)).endList();
    records.end();
  }

  // Paths and plug-ins.

  @Override
  public void onPath(long nowNs, PathChange change, long pathId, NetworkPath network) {
    paths.write(nowNs, change, pathId, network);
  }

  @Override
  public void onPathState(long nowNs, long pathId, String state, String reason) {
    paths.write(nowNs, pathId, state, reason);
  }

  @Override
  public void onRecoveryMetrics(
      long nowNs, long pathId, RecoveryMetrics before, RecoveryMetrics now) {
    metrics.write(nowNs, pathId, before, now);
  }

  @Override
  public void onScheduler(long nowNs, String id, long faults, String lastFault) {
    records
        .begin("tquic:scheduler_updated", nowNs)
        .string("new", id)
        .number("faults", faults)
        .string("last_fault", lastFault);
    records.end();
  }

  // Keys.

  @Override
  public void onKeysInstalled(long nowNs, EncryptionLevel level) {
    for (Role sender : Role.values()) {
      records
          .begin("quic:key_updated", nowNs)
          .string("key_type", QlogNames.keyType(sender, level))
          .string("trigger", "tls");
      records.end();
    }
  }

  @Override
  public void onKeysDiscarded(long nowNs, EncryptionLevel level) {
    for (Role sender : Role.values()) {
      records
          .begin("quic:key_discarded", nowNs)
          .string("key_type", QlogNames.keyType(sender, level));
      records.end();
    }
  }

  @Override
  public void onKeyUpdate(long nowNs, boolean sending, long phase, boolean initiatedHere) {
    Role sender = sending ? role : role.peer();
    records
        .begin("quic:key_updated", nowNs)
        .string("key_type", QlogNames.keyType(sender, EncryptionLevel.ONE_RTT))
        .number("key_phase", phase)
        .string("trigger", initiatedHere ? "local_update" : "remote_update");
    records.end();
  }
}
