package org.tquic.discovery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.api.link.LinkInfo;
import org.tquic.api.link.LinkPolicy;
import org.tquic.api.link.LinkQuota;
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
              + " `link-enable`, `link-disable`, `link-metered`, `link-tier`, `link-quota` and"
              + " `link-quota-day` have to be said again",
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
    LinkPolicy policy = link.policy();
    if (link.spokenOf()) {
      text.append(" name=").append(link.name());
    }
    policy.bonded().ifPresent(bonded -> text.append(" bond=").append(bonded ? "on" : "off"));
    policy.metered().ifPresent(metered -> text.append(" metered=").append(metered ? "yes" : "no"));
    policy.tier().ifPresent(tier -> text.append(" tier=").append(tier));
    policy.quotaBytes().ifPresent(bytes -> text.append(" quota=").append(bytes));
    policy.quotaDay().ifPresent(day -> text.append(" quotaday=").append(day));
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
    StateWords values = StateWords.of(words);
    return new KnownLink(
        LinkIdentity.parse(values.required("id")).text(),
        LinkIdentity.parse(values.required("identity")),
        values.required("alias"),
        values.find("name").orElse(""),
        new LinkPolicy(
            // `none` is what was once written for nothing.
            values.without("bond", "none").choice("bond", "on", "off"),
            values.choice("metered", "yes", "no"),
            values.number("tier", LinkInfo.FIRST_TIER, LinkInfo.LAST_TIER).map(Math::toIntExact),
            values.number("quota", LinkQuota.NO_LIMIT, LinkQuota.MAX_BYTES),
            values.number("quotaday", LinkQuota.NEVER, LinkQuota.LAST_DAY).map(Math::toIntExact)));
  }
}
