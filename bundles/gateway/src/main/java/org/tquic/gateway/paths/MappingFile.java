package org.tquic.gateway.paths;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.api.state.StateFile;
import org.tquic.bond.MappingMemory;

/**
 * What was learnt of the NATs on each link, in the state folder: a line for each link with its id,
 * the longest silence survived and the shortest one not survived, milliseconds, separated by tabs.
 * A file that cannot be understood is learnt anew. Thread-safe; the disk is left to the control
 * thread.
 */
public final class MappingFile implements MappingMemory {
  private static final Logger LOG = LoggerFactory.getLogger(MappingFile.class);
  private static final int LINKS = 64;
  private static final long MAX_BYTES = 64 * 1024;
  private static final long MS = 1_000_000;

  private final Path file;
  private final Executor control;
  private final Map<String, Bounds> links = new LinkedHashMap<>();

  /**
   * Reads what was kept.
   *
   * @param state the state folder
   * @param control the control thread, of which the caller is one
   */
  public MappingFile(Path state, Executor control) {
    this.file = state.resolve("paths.mappings");
    this.control = control;
    if (Files.exists(file)) {
      read();
    }
  }

  private void read() {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new IllegalArgumentException("it has " + Files.size(file) + " bytes");
      }
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        String[] parts = line.split("\t", -1);
        if (parts.length != 3 || links.size() == LINKS) {
          throw new IllegalArgumentException("a line of " + parts.length + " parts, or too many");
        }
        links.put(parts[0], new Bounds(nanos(parts[1]), nanos(parts[2])));
      }
    } catch (IOException | IllegalArgumentException e) {
      LOG.warn(
          "What was learnt of NATs in {} is damaged ({}); it is learnt anew", file, e.toString());
      links.clear();
    }
  }

  private static long nanos(String millis) {
    long value = Long.parseLong(millis);
    if (value > Long.MAX_VALUE / MS) {
      throw new IllegalArgumentException(millis + " ms");
    }
    return value < 0 ? -1 : value * MS;
  }

  @Override
  public synchronized Bounds recall(String linkId) {
    return links.getOrDefault(linkId, Bounds.UNKNOWN);
  }

  @Override
  public synchronized void remember(String linkId, Bounds bounds) {
    links.remove(linkId);
    links.put(linkId, bounds);
    if (links.size() > LINKS) {
      links.remove(links.keySet().iterator().next());
    }
    String text = text();
    control.execute(() -> write(text));
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    links.forEach(
        (id, bounds) ->
            text.append(id.replaceAll("\\p{Cntrl}", "?"))
                .append('\t')
                .append(bounds.heldNs() / MS)
                .append('\t')
                .append(bounds.lostNs() < 0 ? -1 : bounds.lostNs() / MS)
                .append('\n'));
    return text.toString();
  }

  private void write(String text) {
    try {
      StateFile.replace(file, text);
    } catch (IOException e) {
      LOG.warn(
          "What was learnt of NATs cannot be written to {}: {}; see that the state folder is"
              + " writable and has room",
          file,
          e.toString());
    }
  }
}
