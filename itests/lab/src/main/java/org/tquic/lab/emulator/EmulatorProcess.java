package org.tquic.lab.emulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The emulator as a process of its own: reads commands from its standard input, answers each on its
 * standard output, and ends when its input does. It says {@code ready} first.
 */
public final class EmulatorProcess {
  private EmulatorProcess() {}

  /** Takes no arguments. */
  public static void main(String[] args) throws IOException {
    EmulatorLoop loop = new EmulatorLoop();
    Thread thread = new Thread(loop, "emulator");
    thread.setPriority(Thread.MAX_PRIORITY);
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler(
        (failed, cause) -> {
          System.err.println("the link emulator failed: " + cause);
          Runtime.getRuntime().halt(1);
        });
    thread.start();
    EmulatorCommands commands = new EmulatorCommands(loop);
    PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    answers.println("ready");
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      answers.println(commands.answer(line));
    }
    loop.stop();
  }
}
