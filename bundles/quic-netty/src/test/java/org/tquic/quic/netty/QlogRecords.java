package org.tquic.quic.netty;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A log as a strict reader of RFC 7464 and RFC 8259 reads it, the header first. */
record QlogRecords(List<JsonNode> all) {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** The logs of one side, the oldest first. */
  static List<Path> files(Path folder, String role) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().contains("-" + role + "-"))
          .sorted(Comparator.comparing(Path::getFileName))
          .toList();
    }
  }

  static QlogRecords read(Path file) throws IOException {
    List<JsonNode> records = new ArrayList<>();
    String[] texts = Files.readString(file).split("\u001e", -1);
    if (!texts[0].isEmpty()) {
      throw new AssertionError("does not begin with a record separator: " + file);
    }
    for (int i = 1; i < texts.length; i++) {
      if (texts[i].indexOf('\n') != texts[i].length() - 1) {
        throw new AssertionError("not one line: " + texts[i]);
      }
      records.add(JSON.readTree(texts[i]));
    }
    return new QlogRecords(records);
  }

  JsonNode header() {
    return all.getFirst();
  }

  List<JsonNode> events() {
    return all.subList(1, all.size());
  }

  List<JsonNode> events(String name) {
    return events().stream().filter(event -> event.path("name").asText().equals(name)).toList();
  }

  /** Different texts at a place of the events with a name. */
  List<String> texts(String name, String place) {
    return events(name).stream().map(event -> event.at(place).asText()).distinct().toList();
  }
}
