package org.tquic.launcher;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.tquic.identity.IdentityException;
import org.tquic.identity.IdentityStore;
import org.tquic.identity.IssuedCode;
import org.tquic.identity.PairedRouter;
import org.tquic.identity.PairingException;
import org.tquic.identity.PairingRegistry;
import org.tquic.identity.PendingCode;
import org.tquic.identity.ServerAddress;
import org.tquic.identity.ServerAddressException;
import org.tquic.launcher.cli.Arguments;
import org.tquic.launcher.cli.CommandLineParser;
import org.tquic.launcher.cli.CommandSpec;
import org.tquic.launcher.cli.Commands;
import org.tquic.shell.view.Table;
import org.tquic.shell.view.Table.Column;

/** {@code tquic pair}: works on the state folder of the server, which may run meanwhile. */
final class PairCommand {
  private static final int COLUMNS = Integer.getInteger("tquic.columns", 80);

  /** bin/tquic counts columns only if somebody sees them. */
  private static final boolean TERMINAL = System.getProperty("tquic.columns") != null;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());

  private PairCommand() {}

  /** Runs the command; returns the exit status. */
  static int run(Arguments arguments, PrintStream out, PrintStream err) throws LaunchException {
    checkCombination(arguments);
    Path state = Path.of(arguments.value("state").orElse(Commands.DEFAULT_STATE));
    try {
      PairingRegistry registry = PairingRegistry.open(state);
      Optional<String> revoked = arguments.value("revoke");
      if (revoked.isPresent()) {
        registry.revoke(revoked.get());
        err.println(revoked.get() + " is let in no more.");
      } else if (arguments.has("list")) {
        list(registry, out);
      } else {
        make(registry, state, arguments, out, err);
      }
      return 0;
    } catch (ServerAddressException e) {
      throw LaunchException.usage("tquic pair: " + e.getMessage(), e.remedy());
    } catch (PairingException e) {
      throw e.kind() == PairingException.Kind.BAD_NAME
          ? LaunchException.usage("tquic pair: " + e.getMessage(), e.remedy())
          : LaunchException.failed("tquic pair: " + e.getMessage(), e.remedy(), e);
    } catch (IdentityException e) {
      throw LaunchException.failed("tquic pair: " + e.getMessage(), e.remedy(), e);
    }
  }

  private static void checkCombination(Arguments arguments) throws LaunchException {
    CommandSpec command = arguments.command();
    List<String> jobs =
        List.of("address", "list", "revoke").stream().filter(arguments::has).toList();
    if (jobs.isEmpty()) {
      throw CommandLineParser.wrong(
          command,
          "needs --address HOST:PORT, where the router will reach this server; or --list, or"
              + " --revoke NAME");
    }
    if (jobs.size() > 1) {
      throw CommandLineParser.wrong(
          command, "--" + jobs.get(0) + " and --" + jobs.get(1) + " do not go together");
    }
    for (String option : List.of("name", "qr")) {
      if (arguments.has(option) && !arguments.has("address")) {
        throw CommandLineParser.wrong(command, "--" + option + " goes with --address only");
      }
    }
  }

  private static void make(
      PairingRegistry registry, Path state, Arguments arguments, PrintStream out, PrintStream err) {
    ServerAddress address = ServerAddress.parse(arguments.value("address").orElseThrow());
    IssuedCode issued =
        registry.createCode(
            address,
            IdentityStore.open(state).fingerprint(),
            arguments.value("name"),
            PairingRegistry.DEFAULT_VALIDITY);
    err.println(
        "For "
            + issued.name()
            + ", good once until "
            + TIME.format(issued.expires())
            + ". On the router: tquic router --code CODE");
    if (TERMINAL || arguments.has("qr")) {
      // Standard output stays one line, which scripts read.
      // In UTF-8 even where the locale says nothing, as on a router.
      err.writeBytes(QrText.of(issued.code().text()).getBytes(StandardCharsets.UTF_8));
    }
    out.println(issued.code().text());
  }

  private static void list(PairingRegistry registry, PrintStream out) {
    Table table =
        new Table(
            Column.flexible("NAME"),
            Column.text("STATE"),
            Column.text("SINCE"),
            Column.text("LAST SEEN"),
            Column.flexible("KEY"));
    for (PairedRouter router : registry.routers()) {
      table.row(
          router.name(),
          router.revokedAt().isPresent() ? "revoked" : "paired",
          TIME.format(router.revokedAt().orElse(router.enrolledAt())),
          router.lastSeen().map(TIME::format).orElse("never"),
          router.fingerprint().shortText());
    }
    for (PendingCode code : registry.pendingCodes()) {
      table.row(code.name(), "code unused", TIME.format(code.created()), "-", "-");
    }
    out.print(table.isEmpty() ? "no routers and no codes\n" : table.format(COLUMNS));
    Instant now = Instant.now();
    for (PendingCode code : registry.pendingCodes()) {
      if (code.expires().isAfter(now)) {
        out.println(
            "The code for "
                + code.name()
                + " is good until "
                + TIME.format(code.expires())
                + (code.wrongProofs() > 0 ? "; " + code.wrongProofs() + " wrong tries" : "")
                + ".");
      }
    }
    out.flush();
  }
}
