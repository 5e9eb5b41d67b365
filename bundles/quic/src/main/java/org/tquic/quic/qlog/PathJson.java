package org.tquic.quic.qlog;

import java.net.Inet4Address;
import java.net.InetSocketAddress;
import org.tquic.quic.connection.PathChange;
import org.tquic.quic.path.NetworkPath;

/** Writes what happens to paths. The tuple ID of a path is its path ID, whatever its addresses. */
final class PathJson {
  private final RecordWriter records;

  PathJson(RecordWriter records) {
    this.records = records;
  }

  void write(long nowNs, PathChange change, long pathId, NetworkPath network) {
    switch (change) {
      case OPENED, MIGRATED -> assigned(nowNs, pathId, network);
      case REMOVED -> assigned(nowNs, pathId, null);
      default -> {}
    }
    records
        .begin("tquic:path_updated", nowNs, pathId)
        .number("path_id", pathId)
        .string("new", QlogNames.of(change));
    records.end();
  }

  /** What the application makes of a path. */
  void write(long nowNs, long pathId, String state, String reason) {
    records
        .begin("tquic:path_state_updated", nowNs, pathId)
        .number("path_id", pathId)
        .string("new", state)
        .string("reason", reason);
    records.end();
  }

  /** An event without addresses says that the tuple ID is of no more use. */
  private void assigned(long nowNs, long pathId, NetworkPath network) {
    JsonBuffer json = records.begin("quic:tuple_assigned", nowNs, pathId);
    json.string("tuple_id", Long.toString(pathId));
    if (network != null) {
      endpoint(json, "tuple_remote", network.remote());
      endpoint(json, "tuple_local", network.local());
    }
    records.end();
  }

  private static void endpoint(JsonBuffer json, String name, InetSocketAddress address) {
    boolean v4 = address.getAddress() instanceof Inet4Address;
    json.object(name)
        .string(v4 ? "ip_v4" : "ip_v6", address.getAddress().getHostAddress())
        .number(v4 ? "port_v4" : "port_v6", address.getPort())
        .endObject();
  }
}
