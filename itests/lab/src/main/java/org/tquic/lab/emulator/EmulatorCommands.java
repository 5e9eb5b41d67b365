package org.tquic.lab.emulator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.tquic.linux.LinuxException;

/**
 * Understands the emulator's commands, one line each:
 *
 * <pre>
 * add LINK NEAR FAR SEED [out KEY=VALUE…] [in KEY=VALUE…]   bridge two interfaces
 * set LINK out|in|both KEY=VALUE…                           change rate, delay, jitter, loss, …
 * blackhole LINK out|in|both on|off                         swallow frames silently
 * carrier LINK near|far|both up|down                        set the interface of an end up or down
 * remove LINK                                               take the link away
 * show                                                      settings of all links
 * stats                                                     counters of all links
 * </pre>
 *
 * <p>Each gets one line in answer: {@code ok}, with {@code ;}-separated values where there are any,
 * or {@code error} and what is wrong.
 */
final class EmulatorCommands {
  private final EmulatorLoop loop;

  EmulatorCommands(EmulatorLoop loop) {
    this.loop = loop;
  }

  String answer(String line) {
    try {
      String values = run(List.of(line.trim().split("\\s+")));
      return values.isEmpty() ? "ok" : "ok " + values;
    } catch (LinuxException | IllegalArgumentException | IOException e) {
      return "error " + e.getMessage();
    }
  }

  private String run(List<String> words) throws IOException {
    String verb = words.getFirst();
    int needed =
        switch (verb) {
          case "add" -> 5;
          case "blackhole", "carrier", "set" -> 4;
          case "remove" -> 2;
          default -> 1;
        };
    if (words.size() < needed) {
      throw new IllegalArgumentException("'" + verb + "' needs " + (needed - 1) + " arguments");
    }
    switch (verb) {
      case "add" -> add(words);
      case "set" -> {
        for (Direction direction : directions(words.get(2))) {
          loop.set(words.get(1), direction, words.subList(3, words.size()));
        }
      }
      case "blackhole" -> {
        boolean dead = LinkProfile.onOrOff(words.get(3));
        for (Direction direction : directions(words.get(2))) {
          loop.blackhole(words.get(1), direction, dead);
        }
      }
      case "carrier" -> {
        for (LinkEnd end : ends(words.get(2))) {
          carrier(words.get(1), end, upOrDown(words.get(3)));
        }
      }
      case "remove" -> loop.remove(words.get(1));
      case "show" -> {
        return list(loop.profiles(), LinkProfile::settings);
      }
      case "stats" -> {
        return list(loop.counters(), LinkCounters::settings);
      }
      default -> throw new IllegalArgumentException("unknown command '" + verb + "'");
    }
    return "";
  }

  private void add(List<String> words) {
    LinkProfile out = LinkProfile.PERFECT;
    LinkProfile in = LinkProfile.PERFECT;
    Direction direction = null;
    for (String word : words.subList(5, words.size())) {
      if (word.equals("out") || word.equals("in")) {
        direction = directions(word).getFirst();
      } else if (direction == Direction.OUT) {
        out = out.with(List.of(word));
      } else if (direction == Direction.IN) {
        in = in.with(List.of(word));
      } else {
        throw new IllegalArgumentException("'out' or 'in' must stand before '" + word + "'");
      }
    }
    long seed = Long.parseLong(words.get(4));
    loop.add(words.get(1), words.get(2), words.get(3), out, in, seed);
  }

  private void carrier(String name, LinkEnd end, boolean up) throws IOException {
    String device = loop.interfaceOf(name, end);
    // Frames stop before the device does, and pass again only once it is up.
    if (!up) {
      loop.setDown(name, end, true);
    }
    Process process =
        new ProcessBuilder("ip", "link", "set", "dev", device, up ? "up" : "down")
            .redirectErrorStream(true)
            .start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
    try {
      if (process.waitFor() != 0) {
        throw new IOException("ip link set " + device + ": " + output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while setting " + device, e);
    }
    if (up) {
      loop.setDown(name, end, false);
    }
  }

  private static boolean upOrDown(String text) {
    return switch (text) {
      case "up" -> true;
      case "down" -> false;
      default -> throw new IllegalArgumentException("'" + text + "' is neither up nor down");
    };
  }

  private static List<Direction> directions(String text) {
    return switch (text) {
      case "out" -> List.of(Direction.OUT);
      case "in" -> List.of(Direction.IN);
      case "both" -> List.of(Direction.OUT, Direction.IN);
      default -> throw new IllegalArgumentException("'" + text + "' is none of out, in and both");
    };
  }

  private static List<LinkEnd> ends(String text) {
    return switch (text) {
      case "near" -> List.of(LinkEnd.NEAR);
      case "far" -> List.of(LinkEnd.FAR);
      case "both" -> Arrays.asList(LinkEnd.values());
      default -> throw new IllegalArgumentException("'" + text + "' is none of near, far and both");
    };
  }

  private static <T> String list(Map<String, Map<Direction, T>> links, Function<T, String> text) {
    StringBuilder result = new StringBuilder();
    links.forEach(
        (name, both) ->
            both.forEach(
                (direction, value) ->
                    result
                        .append(result.isEmpty() ? "" : ";")
                        .append(name)
                        .append(direction == Direction.OUT ? " out " : " in ")
                        .append(text.apply(value))));
    return result.toString();
  }
}
