package org.tquic.launcher;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import org.tquic.launcher.cli.Arguments;
import org.tquic.launcher.cli.CommandLineParser;
import org.tquic.launcher.cli.CommandSpec;
import org.tquic.launcher.cli.Commands;
import org.tquic.launcher.cli.HelpText;
import org.tquic.launcher.cli.Suggestion;
import org.tquic.launcher.console.ConsoleCommands;

/** The program {@code tquic}. */
public final class Main {
  private Main() {}

  /** Runs the command that the arguments name, and ends the process with its exit status. */
  public static void main(String[] arguments) {
    // Standard output carries what was asked for and nothing else; libraries log to System.out.
    PrintStream out = System.out;
    System.setOut(System.err);
    System.setProperty("org.ops4j.pax.logging.DefaultServiceLog.level", "WARN");
    System.exit(run(List.of(arguments), out, System.err));
  }

  /** Runs a command; returns the exit status: 0 good, 1 failed with a reason, 2 wrong usage. */
  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    try {
      return dispatch(arguments, out, err);
    } catch (LaunchException e) {
      err.println(e.getMessage());
      if (!e.remedy().isEmpty()) {
        err.println(e.remedy());
      }
      return e.status();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return LaunchException.FAILED;
    } finally {
      out.flush();
      err.flush();
    }
  }

  private static int dispatch(List<String> arguments, PrintStream out, PrintStream err)
      throws LaunchException, InterruptedException {
    if (arguments.isEmpty()) {
      throw LaunchException.usage("tquic: no command given.", "`tquic --help` lists the commands.");
    }
    String name = arguments.getFirst();
    switch (name) {
      case "--help", "-h" -> {
        out.print(HelpText.overview(version()));
        return 0;
      }
      case "--version" -> {
        out.println("tquic " + version());
        return 0;
      }
      case "help" -> {
        out.print(
            arguments.size() == 1
                ? HelpText.overview(version())
                : HelpText.of(command(arguments.get(1))));
        return 0;
      }
      default -> {
        // One of the commands below.
      }
    }
    CommandSpec command = command(name);
    Arguments said = CommandLineParser.parse(command, arguments.subList(1, arguments.size()));
    if (said.help()) {
      out.print(HelpText.of(command));
      return 0;
    }
    return switch (name) {
      case "server", "router" -> RoleCommand.run(said, out, err);
      case "doctor" -> DoctorCommand.run(said, System.in, out, err);
      case "pair" -> PairCommand.run(said, out, err);
      case "demo" -> DemoCommand.run(said, out);
      case "discover", "record" -> RolelessCommand.run(said, out, err);
      case "simulate" -> SimulateCommand.run(said, out, err);
      case "self-test" -> SelfTest.run(out);
      default -> ConsoleCommands.run(said, System.in, out, err);
    };
  }

  private static CommandSpec command(String name) throws LaunchException {
    Optional<CommandSpec> command = Commands.named(name);
    if (command.isPresent()) {
      return command.get();
    }
    List<String> known = Commands.all().stream().map(CommandSpec::name).toList();
    throw LaunchException.usage(
        "tquic: unknown "
            + (name.startsWith("-") ? "option" : "command")
            + " \""
            + name.replaceAll("\\p{Cntrl}", "?")
            + "\""
            + Suggestion.of(name, known),
        "`tquic --help` lists the commands.");
  }

  private static String version() {
    return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
        .orElse("(from classes)");
  }
}
