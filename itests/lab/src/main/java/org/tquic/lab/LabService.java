package org.tquic.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tquic.lab.emulator.Direction;
import org.tquic.lab.emulator.LinkCounters;

/**
 * Holds a lab for a person and obeys commands that come over a Unix socket, one per connection: a
 * line in; {@code ok} or {@code error WHY} and further lines out.
 */
final class LabService {
  private final Lab lab;

  private LabService(Lab lab) {
    this.lab = lab;
  }

  /** Builds a lab and serves it until told to take it down. */
  static void serve(Path socket, List<WanSpec> specs) throws IOException {
    Files.deleteIfExists(socket);
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        Lab lab = Lab.open(specs)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      LabService service = new LabService(lab);
      boolean up = true;
      while (up) {
        try (SocketChannel client = server.accept()) {
          up = service.answer(client);
        }
      }
    } finally {
      Files.deleteIfExists(socket);
    }
  }

  /** Obeys one command; false when it was the last. */
  private boolean answer(SocketChannel client) throws IOException {
    BufferedReader reader = new BufferedReader(Channels.newReader(client, StandardCharsets.UTF_8));
    Writer writer = Channels.newWriter(client, StandardCharsets.UTF_8);
    String line = reader.readLine();
    if (line == null) {
      return true;
    }
    List<String> words = List.of(line.split(" "));
    String reply;
    try {
      reply = "ok\n" + run(words);
    } catch (LabException | IllegalArgumentException e) {
      reply = "error " + e.getMessage() + "\n";
    }
    writer.write(reply);
    writer.flush();
    return !words.getFirst().equals("down");
  }

  private String run(List<String> words) {
    List<String> rest = words.subList(1, words.size());
    return switch (words.getFirst()) {
      case "down" -> "";
      case "show" -> show();
      case "inside" -> String.join("\n", lab.commandOn(argument(rest, 0, "NODE"))) + "\n";
      case "add" -> lab.addWan(WanSpec.parse(rest)).name() + "\n";
      case "remove" -> {
        lab.removeWan(wan(argument(rest, 0, "WAN")));
        yield "";
      }
      case "blackhole" -> {
        lab.blackhole(wan(argument(rest, 0, "WAN")), argument(rest, 1, "on|off").equals("on"));
        yield "";
      }
      case "carrier" -> {
        lab.carrier(wan(argument(rest, 0, "WAN")), argument(rest, 1, "up|down").equals("up"));
        yield "";
      }
      case "link" -> {
        lab.emulator().ask("set " + String.join(" ", rest));
        yield "";
      }
      default -> throw new IllegalArgumentException("unknown command " + words.getFirst());
    };
  }

  private static String argument(List<String> words, int index, String what) {
    if (index >= words.size()) {
      throw new IllegalArgumentException(what + " is missing");
    }
    return words.get(index);
  }

  private Wan wan(String name) {
    return lab.wans().stream()
        .filter(wan -> wan.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no link " + name));
  }

  private String show() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "lan 192.168.77.2 - rt 192.168.77.1 - (links) - ix - srv 203.0.113.1 - web 198.51.100.2");
    for (Wan wan : lab.wans()) {
      lines.add(
          "%s  rt %s %s  %s %s, outside %s"
              .formatted(
                  wan.name(),
                  wan.address(),
                  wan.address6(),
                  wan.gateway(),
                  wan.gatewayAddress(),
                  wan.externalAddress()));
    }
    String settings = lab.emulator().ask("show");
    if (!settings.isEmpty()) {
      lines.addAll(List.of(settings.split(";")));
    }
    for (Map.Entry<String, Map<Direction, LinkCounters>> link :
        lab.emulator().counters().entrySet()) {
      link.getValue()
          .forEach(
              (direction, counters) ->
                  lines.add(
                      "%s %s  %d frames, %d bytes delivered, %d dropped by the queue, %d lost"
                          .formatted(
                              link.getKey(),
                              direction == Direction.OUT ? "out" : "in",
                              counters.frames(),
                              counters.bytes(),
                              counters.queueDrops(),
                              counters.losses())));
    }
    return String.join("\n", lines) + "\n";
  }
}
