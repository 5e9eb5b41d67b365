package org.tquic.quic.sim.pair;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.tquic.quic.qlog.QlogSink;

/** Keeps a log and reads it as a strict reader of RFC 7464 and RFC 8259 would. */
final class QlogFile implements QlogSink {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private List<JsonNode> parsed = List.of();
  private int parsedBytes;
  boolean full;

  @Override
  public boolean offer(byte[] array, int offset, int length) {
    if (!full) {
      bytes.write(array, offset, length);
    }
    return !full;
  }

  int size() {
    return bytes.size();
  }

  String text() {
    return bytes.toString(UTF_8);
  }

  /** All records, the header first. */
  List<JsonNode> records() {
    if (parsedBytes < bytes.size()) {
      parsed = parse();
      parsedBytes = bytes.size();
    }
    return parsed;
  }

  private List<JsonNode> parse() {
    List<JsonNode> records = new ArrayList<>();
    String[] texts = text().split("\u001e", -1);
    if (!texts[0].isEmpty()) {
      throw new AssertionError("does not begin with a record separator");
    }
    for (int i = 1; i < texts.length; i++) {
      if (texts[i].indexOf('\n') != texts[i].length() - 1) {
        throw new AssertionError("not one line: " + texts[i]);
      }
      try {
        records.add(JSON.readTree(texts[i]));
      } catch (JsonProcessingException e) {
        throw new AssertionError("not JSON: " + texts[i], e);
      }
    }
    return records;
  }

  List<JsonNode> events(String name) {
    return events(event -> event.path("name").asText().equals(name));
  }

  List<JsonNode> events(Predicate<JsonNode> wanted) {
    return records().stream().skip(1).filter(wanted).toList();
  }
}
