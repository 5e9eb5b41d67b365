package org.tquic.discovery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.api.link.LinkQuota;
import org.tquic.api.state.StateFile;
import org.tquic.discovery.QuotaBook.Entry;
import org.tquic.discovery.QuotaBook.Reading;

/**
 * The file in the state folder of what links with a quota have carried, a line {@code used} for
 * each. A line that cannot be understood costs the count of its link and nothing else.
 */
final class QuotaFile {
  private static final Logger LOG = LoggerFactory.getLogger(QuotaFile.class);
  private static final long MAX_BYTES = 64 * 1024;
  private static final int MAX_INDEX = Integer.MAX_VALUE;

  private final Path file;
  private boolean troubled;

  /** A file, or none, which keeps nothing. */
  QuotaFile(Optional<Path> file) {
    this.file = file.orElse(null);
  }

  /** What was written; a file that is damaged is kept beside it. */
  List<Entry> read() {
    List<Entry> entries = new ArrayList<>();
    if (file == null || !Files.exists(file)) {
      return entries;
    }
    List<String> damaged = new ArrayList<>();
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new IOException("it has " + Files.size(file) + " bytes");
      }
      String text = Files.readString(file, StandardCharsets.UTF_8);
      for (String line : text.lines().filter(line -> !line.startsWith("#")).toList()) {
        try {
          entries.add(parse(line));
        } catch (IllegalArgumentException | DateTimeException e) {
          damaged.add(e.getMessage());
        }
      }
    } catch (IOException e) {
      damaged.add(e.toString());
    }
    if (!damaged.isEmpty()) {
      tell(damaged);
    }
    return entries.subList(Math.max(0, entries.size() - QuotaBook.LIMIT), entries.size());
  }

  private void tell(List<String> damaged) {
    LOG.error(
        "The file {} of what links with a quota have carried is damaged ({}); those links are"
            + " counted from 0: say what they have used with `link-used`, as in `link-used usb0"
            + " 12.3G`",
        file,
        String.join("; ", damaged));
    try {
      Path aside = file.resolveSibling(file.getFileName() + ".damaged");
      Files.copy(file, aside, StandardCopyOption.REPLACE_EXISTING);
      LOG.error("What it had is kept as {}", aside);
    } catch (IOException e) {
      LOG.error("What it had cannot be kept: {}", e.toString());
    }
  }

  private static Entry parse(String line) {
    String[] words = line.strip().split(" ");
    if (!words[0].equals("used")) {
      throw new IllegalArgumentException("a line that begins with " + words[0]);
    }
    StateWords values = StateWords.of(words);
    Optional<Reading> reading = Optional.empty();
    if (values.find("boot").isPresent()) {
      reading =
          Optional.of(
              new Reading(
                  values.required("boot"),
                  (int) number(values, "index", MAX_INDEX),
                  number(values, "counted", Long.MAX_VALUE)));
    }
    return new Entry(
        LinkIdentity.parse(values.required("id")).text(),
        number(values, "bytes", LinkQuota.MAX_BYTES),
        LocalDate.parse(values.required("on")),
        reading);
  }

  private static long number(StateWords values, String key, long most) {
    values.required(key);
    return values.number(key, 0, most).orElseThrow();
  }

  /** Writes it as a whole; when that fails, which is logged once, what was there stays. */
  void write(List<Entry> entries) {
    if (file == null) {
      return;
    }
    StringBuilder text = new StringBuilder("# what links with a quota have carried\n");
    for (Entry entry : entries) {
      text.append("used id=").append(entry.id());
      text.append(" bytes=").append(entry.usedBytes()).append(" on=").append(entry.on());
      entry
          .reading()
          .ifPresent(
              last ->
                  text.append(" boot=")
                      .append(last.boot())
                      .append(" index=")
                      .append(last.index())
                      .append(" counted=")
                      .append(last.bytes()));
      text.append('\n');
    }
    try {
      StateFile.replace(file, text.toString());
      troubled = false;
    } catch (IOException e) {
      if (!troubled) {
        LOG.warn(
            "What links have carried cannot be written to {}: {}; see that the state folder is"
                + " writable and has room, or it is forgotten when the machine starts anew",
            file,
            e.toString());
      }
      troubled = true;
    }
  }
}
