package org.tquic.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command {@code lab}: a lab for a person, that stays until it is taken down. */
public final class LabCommand {
  private static final String USAGE =
      """
      usage: lab up [A|B|C]...           build the lab of a standard case (A)
             lab up WAN [/ WAN]...       ... or with links such as: rate=50mbit delay=16ms
             lab show                    links, their settings and counters
             lab exec NODE COMMAND...    run a command on lan, rt, gwN, srv or web
             lab shell NODE              open a shell there
             lab link wanN out|in|both KEY=VALUE...
                                         rate, delay, jitter, loss, burst, queue, reorder
             lab blackhole wanN on|off   swallow everything silently, both ways
             lab carrier wanN up|down    take the carrier, or give it back
             lab add KEY=VALUE...        plug in one more link
             lab remove wanN             unplug a link for good
             lab down                    take it down

      Set LAB to a name to have several at once.
      """;

  private LabCommand() {}

  /** Runs one command; exit status 0 good, 1 failed, 2 wrong usage, or that of the command run. */
  public static void main(String[] args) throws Exception {
    System.exit(run(List.of(args), System.out, System.err));
  }

  private static int run(List<String> words, PrintStream out, PrintStream err) throws Exception {
    if (words.isEmpty() || words.getFirst().equals("--help")) {
      (words.isEmpty() ? err : out).print(USAGE);
      return words.isEmpty() ? 2 : 0;
    }
    List<String> rest = words.subList(1, words.size());
    try {
      return switch (words.getFirst()) {
        case "up" -> up(rest, out);
        case "serve" -> {
          LabService.serve(socket(), specs(rest));
          yield 0;
        }
        case "exec" -> rest.size() < 2 ? usage(err) : enter(rest.getFirst(), tail(rest));
        case "shell" -> rest.size() != 1 ? usage(err) : enter(rest.getFirst(), List.of("sh"));
        case "show", "link", "blackhole", "carrier", "add", "remove" -> {
          ask(words).forEach(out::println);
          yield 0;
        }
        case "down" -> down(words);
        default -> usage(err);
      };
    } catch (LabException e) {
      err.println("lab: " + e.getMessage());
      if (!e.remedy().isEmpty()) {
        err.println(e.remedy());
      }
      return 1;
    } catch (IllegalArgumentException e) {
      err.println("lab: " + e.getMessage());
      return 2;
    }
  }

  private static int usage(PrintStream err) {
    err.print(USAGE);
    return 2;
  }

  private static List<String> tail(List<String> words) {
    return words.subList(1, words.size());
  }

  private static Path socket() throws IOException {
    String name = System.getenv().getOrDefault("LAB", "lab");
    Path folder =
        Path.of(
            System.getProperty("java.io.tmpdir"),
            "tquic-lab-of-" + System.getProperty("user.name"));
    if (!Files.isDirectory(folder)) {
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    return folder.resolve(name + ".sock");
  }

  private static List<WanSpec> specs(List<String> words) {
    if (words.isEmpty()) {
      return StandardCase.A.wans();
    }
    if (words.size() == 1 && !words.getFirst().contains("=")) {
      return StandardCase.valueOf(words.getFirst()).wans();
    }
    List<WanSpec> specs = new ArrayList<>();
    List<String> settings = new ArrayList<>();
    for (String word : words) {
      if (word.equals("/")) {
        specs.add(WanSpec.parse(settings));
        settings.clear();
      } else {
        settings.add(word);
      }
    }
    specs.add(WanSpec.parse(settings));
    return specs;
  }

  /** Starts the process that holds the lab and waits until it is built. */
  private static int up(List<String> words, PrintStream out) throws Exception {
    specs(words);
    HostTools.require(HostTools.LAB, out::println);
    Path socket = socket();
    if (Files.exists(socket)) {
      throw new LabException("there is a lab already", "Take it down first: lab down");
    }
    Path log = Path.of(socket + ".log");
    List<String> command = new ArrayList<>(List.of("setsid"));
    command.addAll(JavaCommand.of(LabCommand.class, 64, "serve"));
    command.addAll(words);
    Process service =
        new ProcessBuilder(command)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    while (!Files.exists(socket)) {
      if (service.waitFor(50, TimeUnit.MILLISECONDS)) {
        throw new LabException("the lab could not be built: " + Files.readString(log).strip(), "");
      }
    }
    ask(List.of("show")).forEach(out::println);
    return 0;
  }

  /** Takes it down and waits until it is gone, so that another can be built at once. */
  private static int down(List<String> words) throws Exception {
    ask(words);
    Path socket = socket();
    long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
    while (Files.exists(socket)) {
      if (System.nanoTime() > endNs) {
        throw new LabException("the lab does not end", "Look into " + socket + ".log");
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return 0;
  }

  private static int enter(String node, List<String> command) throws Exception {
    List<String> line = new ArrayList<>(ask(List.of("inside", node)));
    line.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(line).inheritIO();
    builder.environment().put("PATH", HostTools.searchPath());
    builder.environment().put("PS1", node + "# ");
    return builder.start().waitFor();
  }

  private static List<String> ask(List<String> words) throws IOException {
    Path socket = socket();
    if (!Files.exists(socket)) {
      throw new LabException("there is no lab", "Build it first: lab up");
    }
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        Writer writer = Channels.newWriter(channel, StandardCharsets.UTF_8);
        BufferedReader reader =
            new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8))) {
      writer.write(String.join(" ", words) + "\n");
      writer.flush();
      String first = reader.readLine();
      if (first == null || first.startsWith("error")) {
        throw new LabException(first == null ? "no answer" : first.substring(6), "");
      }
      return reader.lines().toList();
    } catch (ConnectException e) {
      Files.deleteIfExists(socket);
      throw new LabException("the lab has gone", "Build it again: lab up", e);
    } catch (UncheckedIOException e) {
      throw new LabException("the lab has gone: " + e.getMessage(), "", e);
    }
  }
}
