package org.tquic.discovery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.api.state.StateFile;

/**
 * The file of known links in the state folder: a line {@code named} with the names that the
 * operator restricted WANs to, and a line {@code link} for each link, with words {@code KEY=VALUE}.
 * A file that cannot be understood is set aside, since it is worth less than links that work.
 */
final class KnownLinksFile {
  private static final Logger LOG = LoggerFactory.getLogger(KnownLinksFile.class);
  private static final long MAX_BYTES = 256 * 1024;

  /**
   * What is in the file.
   *
   * @param named names of the only WANs, or empty
   * @param links known links, the oldest first
   */
  record Content(Set<String> named, List<KnownLink> links) {
    static final Content EMPTY = new Content(Set.of(), List.of());

    Content {
      named = Set.copyOf(named);
      links = List.copyOf(links);
    }
  }

  private final Path file;

  /** A file, or none, which keeps nothing. */
  KnownLinksFile(Optional<Path> file) {
    this.file = file.orElse(null);
  }

  /** What was written; nothing where there is no file, or none that can be read. */
  Content read() {
    if (file == null || !Files.exists(file)) {
      return Content.EMPTY;
    }
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new IllegalArgumentException("it has " + Files.size(file) + " bytes");
      }
      return parse(Files.readString(file, StandardCharsets.UTF_8).lines().toList());
    } catch (IOException | IllegalArgumentException e) {
      LOG.warn(
          "The file of known links {} is damaged ({}); links are known by their devices alone, and"
              + " `link-enable`, `link-disable`, `link-metered` and `link-tier` have to be said"
              + " again",
          file,
          e.getMessage());
      setAside();
      return Content.EMPTY;
    }
  }

  private void setAside() {
    try {
      LOG.warn("It is kept as {}", StateFile.setAside(file));
    } catch (IOException e) {
      LOG.warn("It cannot be moved away: {}", e.toString());
    }
  }

  /** Writes it as a whole; when that fails, which is logged, what was there stays. */
  void write(Content content) {
    if (file == null) {
      return;
    }
    StringBuilder text = new StringBuilder("# links that were here, and what was said of them\n");
    if (!content.named().isEmpty()) {
      text.append("named ")
          .append(String.join(" ", content.named().stream().sorted().toList()))
          .append('\n');
    }
    content.links().forEach(link -> text.append(line(link)).append('\n'));
    try {
      StateFile.replace(file, text.toString());
    } catch (IOException e) {
      LOG.warn(
          "What is known of links cannot be written to {}: {}; see that the state folder is writable"
              + " and has room",
          file,
          e.toString());
    }
  }

  private static String line(KnownLink link) {
    StringBuilder text =
        new StringBuilder("link id=")
            .append(link.id())
            .append(" identity=")
            .append(link.identity().text())
            .append(" alias=")
            .append(link.alias());
    if (link.spokenOf()) {
      text.append(" name=").append(link.name());
      text.append(" bond=").append(link.word().name().toLowerCase(Locale.ROOT));
    }
    link.metered().ifPresent(metered -> text.append(" metered=").append(metered ? "yes" : "no"));
    link.tier().ifPresent(tier -> text.append(" tier=").append(tier));
    return text.toString();
  }

  private static Content parse(List<String> lines) {
    Set<String> named = Set.of();
    List<KnownLink> links = new ArrayList<>();
    for (String line : lines) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] words = line.strip().split(" ");
      switch (words[0]) {
        case "named" -> named = Set.copyOf(Arrays.asList(words).subList(1, words.length));
        case "link" -> links.add(link(words));
        default -> throw new IllegalArgumentException("a line that begins with " + words[0]);
      }
    }
    if (links.size() > KnownLinks.LIMIT) {
      throw new IllegalArgumentException(links.size() + " links");
    }
    return new Content(named, links);
  }

  private static KnownLink link(String[] words) {
    Map<String, String> values = new HashMap<>();
    for (int i = 1; i < words.length; i++) {
      int equals = words[i].indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("the word " + words[i]);
      }
      values.put(words[i].substring(0, equals), words[i].substring(equals + 1));
    }
    return new KnownLink(
        LinkIdentity.parse(required(values, "id")).text(),
        LinkIdentity.parse(required(values, "identity")),
        required(values, "alias"),
        values.getOrDefault("name", ""),
        KnownLink.Word.valueOf(values.getOrDefault("bond", "none").toUpperCase(Locale.ROOT)),
        Optional.ofNullable(values.get("metered")).map(KnownLinksFile::yes),
        Optional.ofNullable(values.get("tier")).map(KnownLinksFile::tier));
  }

  private static String required(Map<String, String> values, String key) {
    String value = values.getOrDefault(key, "");
    if (value.isEmpty()) {
      throw new IllegalArgumentException("a link without " + key);
    }
    return value;
  }

  private static int tier(String text) {
    int tier = text.matches("\\d") ? Integer.parseInt(text) : 0;
    if (!OperatorChoice.isTier(tier)) {
      throw new IllegalArgumentException("tier=" + text);
    }
    return tier;
  }

  private static boolean yes(String text) {
    return switch (text) {
      case "yes" -> true;
      case "no" -> false;
      default -> throw new IllegalArgumentException("metered=" + text);
    };
  }
}
