package org.tquic.quic.sim.pair;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields of qlog records: draft-ietf-quic-qlog-main-schema-14,
 * draft-ietf-quic-qlog-quic-events-13 and what TQUIC Bond adds, as far as it writes them.
 *
 * <p>A line is a name and its fields; a field has a type, a {@code ?} when it may be absent. Types
 * are primitive, names of other lines, lists in brackets, or words that are allowed, set apart by
 * bars.
 */
final class QlogSchema {
  private static final String LINES =
      """
      File file_schema:urn:ietf:params:qlog:file:sequential| serialization_format:application/qlog+json-seq| title?:text trace:Trace
      Trace common_fields:CommonFields vantage_point:VantagePoint event_schemas:[text]
      CommonFields group_id:hex time_format:relative_to_epoch| reference_time:ReferenceTime
      ReferenceTime clock_type:monotonic| epoch:unknown| wall_clock_time?:text
      VantagePoint type:client|server
      quic:version_information client_versions?:[hex] server_versions?:[hex] chosen_version?:hex
      quic:alpn_information chosen_alpn:Alpn
      Alpn string_value:text
      quic:parameters_set initiator?:local|remote tls_cipher?:text original_destination_connection_id?:hex initial_source_connection_id?:hex retry_source_connection_id?:hex disable_active_migration?:bool max_idle_timeout?:uint max_udp_payload_size?:uint ack_delay_exponent?:uint max_ack_delay?:uint active_connection_id_limit?:uint initial_max_data?:uint initial_max_stream_data_bidi_local?:uint initial_max_stream_data_bidi_remote?:uint initial_max_stream_data_uni?:uint initial_max_streams_bidi?:uint initial_max_streams_uni?:uint max_datagram_frame_size?:uint grease_quic_bit?:bool initial_max_path_id?:uint
      quic:connection_state_updated new:handshake_complete|handshake_confirmed|closing|draining|closed
      quic:connection_closed initiator?:local|remote connection_error?:text application_error?:unknown| error_code?:uint reason?:text trigger?:idle_timeout|application|error|version_mismatch|stateless_reset|unspecified
      quic:tuple_assigned tuple_id:text tuple_remote?:Endpoint tuple_local?:Endpoint
      Endpoint ip_v4?:text port_v4?:uint ip_v6?:text port_v6?:uint
      quic:mtu_updated old?:uint new:uint
      quic:packet_sent header:Header raw:RawInfo is_mtu_probe_packet?:bool frames:[Frame] frames_incomplete?:bool
      quic:packet_received header:Header raw:RawInfo frames:[Frame] frames_incomplete?:bool
      quic:packet_dropped header:UnreadHeader raw:RawInfo trigger:unsupported|invalid|duplicate|connection_unknown|decryption_failure|key_unavailable|rejected
      quic:packet_buffered header:UnreadHeader raw:RawInfo trigger:keys_unavailable|
      quic:packet_lost header:LostHeader is_mtu_probe_packet?:bool trigger:reordering_threshold|time_threshold
      quic:udp_datagrams_sent count:uint raw:[RawInfo] ecn:[Ecn]
      quic:udp_datagrams_received count:uint raw:[RawInfo] ecn:[Ecn]
      quic:key_updated key_type:KeyType key_phase?:uint trigger:tls|local_update|remote_update
      quic:key_discarded key_type:KeyType
      quic:recovery_metrics_updated min_rtt?:ms smoothed_rtt?:ms latest_rtt?:ms rtt_variance?:ms pto_count?:uint congestion_window?:uint bytes_in_flight?:uint ssthresh?:uint pacing_rate?:uint
      quic:congestion_state_updated old?:text new:text
      quic:ecn_state_updated old?:testing|capable|failed new:testing|capable|failed
      loglevel:warning message:text
      tquic:path_updated path_id:uint new:text
      tquic:path_state_updated path_id:uint new:text reason:text
      tquic:scheduler_updated new:text faults:uint last_fault:text
      tquic:congestion_controller_updated new:text faults:uint last_fault:text
      Header packet_type:initial|handshake|1RTT packet_number_length:uint packet_number:uint path_id?:uint version?:hex scil?:uint scid?:hex dcil:uint dcid:hex
      LostHeader packet_type:initial|handshake|1RTT packet_number:uint path_id?:uint
      UnreadHeader packet_type:initial|handshake|0RTT|1RTT|retry|version_negotiation|unknown
      RawInfo length?:uint payload_length?:uint
      Token raw:RawInfo
      padding frame_type:padding| raw:RawInfo
      ping frame_type:ping|
      ack frame_type:ack| ack_delay:ms acked_ranges:[[uint]] ect1?:uint ect0?:uint ce?:uint
      path_ack frame_type:path_ack| path_id:uint ack_delay:ms acked_ranges:[[uint]] ect1?:uint ect0?:uint ce?:uint
      reset_stream frame_type:reset_stream| stream_id:uint error:unknown| error_code:uint final_size:uint
      stop_sending frame_type:stop_sending| stream_id:uint error:unknown| error_code:uint
      crypto frame_type:crypto| offset:uint raw:RawInfo
      new_token frame_type:new_token| token:Token
      stream frame_type:stream| stream_id:uint offset:uint fin?:bool raw:RawInfo
      max_data frame_type:max_data| maximum:uint
      max_stream_data frame_type:max_stream_data| stream_id:uint maximum:uint
      max_streams frame_type:max_streams| stream_type:unidirectional|bidirectional maximum:uint
      data_blocked frame_type:data_blocked| limit:uint
      stream_data_blocked frame_type:stream_data_blocked| stream_id:uint limit:uint
      new_connection_id frame_type:new_connection_id| sequence_number:uint retire_prior_to:uint connection_id:hex
      path_new_connection_id frame_type:path_new_connection_id| path_id:uint sequence_number:uint retire_prior_to:uint connection_id:hex
      path_retire_connection_id frame_type:path_retire_connection_id| path_id:uint sequence_number:uint
      path_challenge frame_type:path_challenge| data:hex
      path_response frame_type:path_response| data:hex
      connection_close frame_type:connection_close| error_space:transport|application error:text error_code:uint trigger_frame_type?:uint reason?:text
      handshake_done frame_type:handshake_done|
      datagram frame_type:datagram| raw:RawInfo
      path_abandon frame_type:path_abandon| path_id:uint error_code:uint
      path_status_backup frame_type:path_status_backup| path_id:uint path_status_sequence_number:uint
      path_status_available frame_type:path_status_available| path_id:uint path_status_sequence_number:uint
      max_path_id frame_type:max_path_id| maximum_path_id:uint
      paths_blocked frame_type:paths_blocked| maximum_path_id:uint
      path_cids_blocked frame_type:path_cids_blocked| path_id:uint next_sequence_number:uint
      """;

  private static final Map<String, List<String>> OBJECTS = parse();

  private QlogSchema() {}

  private static Map<String, List<String>> parse() {
    Map<String, List<String>> objects = new LinkedHashMap<>();
    for (String line : LINES.split("\n")) {
      String[] words = line.split(" ");
      objects.put(words[0], List.of(words).subList(1, words.length));
    }
    return objects;
  }

  /** What is wrong with a log, nothing if all is well. */
  static List<String> faults(List<JsonNode> records) {
    List<String> faults = new ArrayList<>();
    object("File", records.getFirst(), faults);
    double last = 0;
    for (JsonNode event : records.subList(1, records.size())) {
      event(event, faults);
      double time = event.path("time").asDouble(-1);
      if (time < last) {
        faults.add("time goes back: " + event);
      }
      last = time;
    }
    return faults;
  }

  private static void event(JsonNode event, List<String> faults) {
    event
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!List.of("time", "name", "data", "tuple").contains(name)) {
                faults.add("unknown field " + name + " of " + event);
              }
            });
    if (event.has("tuple") && !event.get("tuple").isTextual()) {
      faults.add("tuple is no text: " + event);
    }
    if (!event.path("time").isNumber()) {
      faults.add("no time: " + event);
    }
    String name = event.path("name").asText();
    if (!name.contains(":")) {
      faults.add("no event name: " + event);
    }
    object(name, event.path("data"), faults);
  }

  private static void object(String type, JsonNode node, List<String> faults) {
    List<String> fields = OBJECTS.get(type);
    if (fields == null || !node.isObject()) {
      faults.add("no " + type + " is defined, or it is no object: " + node);
      return;
    }
    int known = 0;
    for (String field : fields) {
      int colon = field.indexOf(':');
      boolean optional = field.charAt(colon - 1) == '?';
      String name = field.substring(0, optional ? colon - 1 : colon);
      if (node.has(name)) {
        known++;
        value(field.substring(colon + 1), node.get(name), type + "." + name, faults);
      } else if (!optional) {
        faults.add("no " + type + "." + name + " in " + node);
      }
    }
    if (known < node.size()) {
      faults.add("unknown fields in " + type + ": " + node);
    }
  }

  private static void value(String type, JsonNode node, String where, List<String> faults) {
    if (type.startsWith("[")) {
      if (!node.isArray()) {
        faults.add(where + " is no list: " + node);
      }
      String element = type.substring(1, type.length() - 1);
      node.forEach(each -> value(element, each, where, faults));
      return;
    }
    boolean fits =
        switch (type) {
          case "text" -> node.isTextual();
          case "hex" -> node.isTextual() && node.asText().matches("([0-9a-f]{2})*");
          case "uint" -> node.isIntegralNumber() && node.asLong() >= 0;
          case "ms" -> node.isNumber() && node.asDouble() >= 0;
          case "bool" -> node.isBoolean();
          case "Ecn" -> List.of("Not-ECT", "ECT(0)", "ECT(1)", "CE").contains(node.asText());
          case "KeyType" ->
              node.asText().matches("(client|server)_(initial|handshake|1rtt)_secret");
          case "Frame" -> {
            object(node.path("frame_type").asText(), node, faults);
            yield true;
          }
          default -> {
            if (type.contains("|")) {
              yield List.of(type.split("\\|")).contains(node.asText());
            }
            object(type, node, faults);
            yield true;
          }
        };
    if (!fits) {
      faults.add(where + " is not " + type + ": " + node);
    }
  }
}
