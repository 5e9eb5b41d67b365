package org.tquic.gateway.paths;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.api.bond.PathHistory;
import org.tquic.api.bond.PathReason;
import org.tquic.api.bond.PathState;
import org.tquic.api.bond.PathTransition;
import org.tquic.api.state.StateFile;

/**
 * The history in the state folder, a line for each transition with its parts separated by tabs.
 * Lines are appended; when half of them are of no use any more, the file is written anew. The paths
 * work without it: trouble with the disk is logged and no more. Not thread-safe.
 */
final class HistoryFile {
  private static final Logger LOG = LoggerFactory.getLogger(HistoryFile.class);
  private static final int PARTS = 8;
  private static final int MAX_WORD = 256;

  /** Lines that may be of no use; more than a bad day brings. */
  private static final int SPARE_LINES = 2 * PathHistory.PER_LINK;

  private static final long MAX_BYTES = 16L * 1024 * 1024;

  private final Path file;
  private int lines;
  private boolean troubled;

  HistoryFile(Path file) {
    this.file = file;
  }

  /** Reads what is there into a log. A damaged file is set aside, and what it has is lost. */
  void readInto(TransitionLog log) {
    if (!Files.exists(file)) {
      return;
    }
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new IllegalArgumentException("it has " + Files.size(file) + " bytes");
      }
      parse(Files.readString(file, StandardCharsets.UTF_8)).forEach(log::add);
    } catch (IOException | IllegalArgumentException e) {
      LOG.warn("The history of paths {} is damaged ({}) and begins anew", file, e.toString());
      setAside();
    }
  }

  private void setAside() {
    lines = 0;
    try {
      LOG.warn("What there was is kept as {}", StateFile.setAside(file));
    } catch (IOException e) {
      LOG.warn("It cannot be moved away: {}", e.toString());
    }
  }

  private List<PathTransition> parse(String text) {
    List<PathTransition> transitions = new ArrayList<>();
    // A machine that lost power may have written half a line, and the next one behind it.
    int end = text.lastIndexOf('\n') + 1;
    for (String line : text.substring(0, end).lines().toList()) {
      transitions.add(parseLine(line));
    }
    lines = transitions.size();
    if (end < text.length()) {
      // Something to append to, that ends with a whole line.
      lines = Integer.MAX_VALUE;
    }
    return transitions;
  }

  private static PathTransition parseLine(String line) {
    String[] parts = line.split("\t", -1);
    if (parts.length != PARTS) {
      throw new IllegalArgumentException("a line of " + parts.length + " parts");
    }
    return new PathTransition(
        Long.parseLong(parts[0]),
        parts[1],
        parts[2],
        parts[3],
        PathState.valueOf(parts[4]),
        PathState.valueOf(parts[5]),
        PathReason.valueOf(parts[6]),
        parts[7]);
  }

  /** Adds transitions, which the log has already. */
  void append(List<PathTransition> transitions, TransitionLog log) {
    List<PathTransition> kept = log.transitions();
    try {
      if (lines > 2L * kept.size() + SPARE_LINES) {
        StateFile.replace(file, text(kept));
        lines = kept.size();
      } else {
        write(text(transitions));
        lines += transitions.size();
      }
      troubled = false;
    } catch (IOException e) {
      if (!troubled) {
        LOG.warn(
            "The history of paths cannot be written to {}: {}; see that the state folder is writable"
                + " and has room",
            file,
            e.toString());
      }
      troubled = true;
    }
  }

  private void write(String text) throws IOException {
    try (FileChannel channel = StateFile.open(file)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      long position = channel.size();
      while (bytes.hasRemaining()) {
        position += channel.write(bytes, position);
      }
    }
  }

  private static String text(List<PathTransition> transitions) {
    StringBuilder text = new StringBuilder();
    for (PathTransition t : transitions) {
      text.append(t.atMillis()).append('\t');
      text.append(word(t.bond())).append('\t');
      text.append(word(t.link())).append('\t');
      text.append(word(t.linkId())).append('\t');
      text.append(t.from()).append('\t').append(t.to()).append('\t').append(t.reason());
      text.append('\t').append(t.detail()).append('\n');
    }
    return text.toString();
  }

  /** On a server a link's name is the router's word. */
  private static String word(String name) {
    String word = name.replaceAll("\\p{Cntrl}", "?");
    return word.length() > MAX_WORD ? word.substring(0, MAX_WORD) : word;
  }
}
