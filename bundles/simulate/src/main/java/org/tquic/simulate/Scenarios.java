package org.tquic.simulate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The cases that schedulers and congestion controllers are compared in. */
public final class Scenarios {
  /** Two of the same. */
  public static final Scenario EQUAL = read("equal");

  /** Round trips of 33 and 60 ms. */
  public static final Scenario UNEQUAL = read("unequal");

  /** Fast ones. */
  public static final Scenario FAST = read("fast");

  /** One that hardly helps. */
  public static final Scenario TEN_TO_ONE = read("ten-to-one");

  /** Jitter and loss as the lab's case A has them. */
  public static final Scenario JITTER = read("jitter");

  /** A mobile link that loses. */
  public static final Scenario LOSSY = read("lossy");

  /** A mobile link with a queue of half a second. */
  public static final Scenario BUFFERBLOAT = read("bufferbloat");

  /** Links that are faster than what they share. */
  public static final Scenario SHARED = read("shared");

  /** The slower one comes and goes. */
  public static final Scenario FLAPPING = read("flapping");

  /** The faster one dies and comes back. */
  public static final Scenario FAST_DIES = read("fast-dies");

  /** The slower one dies and comes back. */
  public static final Scenario SLOW_DIES = read("slow-dies");

  /** Acknowledgements wait behind a download on narrow ways back. */
  public static final Scenario ACK_PATH = read("ack-path");

  /** All of them. */
  public static final List<Scenario> ALL =
      List.of(
          EQUAL,
          UNEQUAL,
          FAST,
          TEN_TO_ONE,
          JITTER,
          LOSSY,
          BUFFERBLOAT,
          SHARED,
          FLAPPING,
          FAST_DIES,
          SLOW_DIES,
          ACK_PATH);

  /** Names of their files, in the same order. */
  public static final List<String> NAMES =
      List.of(
          "equal",
          "unequal",
          "fast",
          "ten-to-one",
          "jitter",
          "lossy",
          "bufferbloat",
          "shared",
          "flapping",
          "fast-dies",
          "slow-dies",
          "ack-path");

  private Scenarios() {}

  /** The text of the file of this name, such as {@code unequal}. */
  static Optional<String> text(String name) {
    return NAMES.contains(name) ? Optional.of(textOf(name)) : Optional.empty();
  }

  private static Scenario read(String file) {
    return ScenarioParser.parse(file, textOf(file));
  }

  private static String textOf(String file) {
    try (InputStream in = Scenarios.class.getResourceAsStream("scenarios/" + file + ".scenario")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
