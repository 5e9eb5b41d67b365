package org.tquic.framework;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;

/** A session of the console, as an operator has it. */
final class Console implements AutoCloseable {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CommandSession session;

  Console(CommandProcessor processor) {
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    session = processor.createSession(new ByteArrayInputStream(new byte[0]), out, out);
    session.put("SCOPE", "tquic:felix:*");
  }

  /** Runs a command; returns what it printed and what it gave. */
  String run(String command) throws Exception {
    bytes.reset();
    Object result = session.execute(command);
    CharSequence text = result == null ? "" : session.format(result, 0);
    return bytes.toString(StandardCharsets.UTF_8) + text;
  }

  @Override
  public void close() {
    session.close();
  }
}
