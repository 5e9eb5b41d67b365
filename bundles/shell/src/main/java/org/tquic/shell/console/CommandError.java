package org.tquic.shell.console;

import java.io.EOFException;
import java.util.concurrent.CancellationException;
import org.apache.felix.gogo.runtime.CommandNotFoundException;
import org.apache.felix.gogo.runtime.SyntaxError;
import org.tquic.api.TquicException;

/**
 * How a failed command is reported.
 *
 * @param message what went wrong
 * @param remedy what to do, or empty
 * @param status exit status: 1 failed, 2 wrong usage
 */
record CommandError(String message, String remedy, int status) {
  private static final CommandError STOPPED = new CommandError("stopped", "", 1);
  private static final String LIST = "`help` lists the commands.";

  static CommandError of(Throwable failure) {
    return switch (failure) {
      case UsageException wrong -> new CommandError(wrong.getMessage(), wrong.remedy(), 2);
      case TquicException known -> new CommandError(known.getMessage(), known.remedy(), 1);
      case CommandNotFoundException unknown ->
          new CommandError("unknown command: " + unknown.getCommand(), LIST, 2);
      case SyntaxError syntax -> unreadable(syntax);
      // What Gogo makes of a line that ends too early.
      case EOFException early when early.getCause() instanceof SyntaxError syntax ->
          unreadable(syntax);
      case InterruptedException interrupted -> STOPPED;
      case CancellationException cancelled -> STOPPED;
      // Gogo's way to say that no method takes these arguments; it has no type of its own for it.
      case IllegalArgumentException wrong when message(wrong).startsWith("Cannot coerce ") ->
          coercion(message(wrong));
      default -> new CommandError(message(failure), "", 1);
    };
  }

  /** Both sentences, each on a line of its own. */
  String text() {
    return remedy.isEmpty() ? message : message + "\n" + remedy;
  }

  private static CommandError unreadable(SyntaxError syntax) {
    return new CommandError("cannot read the line: " + message(syntax), "", 2);
  }

  private static CommandError coercion(String message) {
    String call = message.substring("Cannot coerce ".length());
    int bracket = call.indexOf('(');
    String command = bracket < 0 ? call : call.substring(0, bracket);
    return new CommandError(
        command + " cannot be called with these arguments.",
        "`help " + command + "` shows how it is used.",
        2);
  }

  private static String message(Throwable failure) {
    return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
  }
}
