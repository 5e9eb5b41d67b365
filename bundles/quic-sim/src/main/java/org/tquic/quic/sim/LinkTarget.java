package org.tquic.quic.sim;

import java.util.regex.Pattern;

/**
 * What a step of a script acts on: {@code wan1}, {@code wan1.up} or {@code wan1.down}.
 *
 * @param link name of the link
 * @param way which of its directions
 */
public record LinkTarget(String link, Way way) {
  /** One direction of a link, or both. */
  public enum Way {
    /** From the hosts into the network. */
    UP(".up"),
    /** From the network to the hosts. */
    DOWN(".down"),
    /** Both. */
    BOTH("");

    private final String suffix;

    Way(String suffix) {
      this.suffix = suffix;
    }
  }

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");

  /** Checks the name. */
  public LinkTarget {
    checkName(link);
  }

  /**
   * Reads its text form.
   *
   * @throws IllegalArgumentException when it has none of the three forms
   */
  public static LinkTarget of(String text) {
    for (Way way : new Way[] {Way.UP, Way.DOWN}) {
      if (text.endsWith(way.suffix)) {
        return new LinkTarget(text.substring(0, text.length() - way.suffix.length()), way);
      }
    }
    return new LinkTarget(text, Way.BOTH);
  }

  /** Its text form. */
  @Override
  public String toString() {
    return link + way.suffix;
  }

  static String checkName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'" + name + "' is not a name of letters, digits, '-' and '_'");
    }
    return name;
  }
}
