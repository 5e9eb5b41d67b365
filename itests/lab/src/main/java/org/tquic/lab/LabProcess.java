package org.tquic.lab;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A process that runs in the lab. What it prints, errors too, is kept line by line and written to a
 * log. Thread-safe.
 */
public final class LabProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String name;
  private final Process process;
  private final Writer input;
  private final List<String> lines = new ArrayList<>();
  private final Thread pump;
  private Consumer<String> listener = line -> {};
  private boolean ended;

  private LabProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.input =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    this.pump = Thread.ofVirtual().name("log of " + name).start(() -> pump(log));
  }

  static LabProcess start(
      String name, List<String> command, Map<String, String> environment, Path log) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(HostTools.environment());
    builder.environment().putAll(environment);
    try {
      return new LabProcess(name, builder.start(), log);
    } catch (IOException e) {
      throw new LabException("cannot start " + name + ": " + e.getMessage(), "", e);
    }
  }

  private void pump(Path log) {
    try (BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        Writer file = Files.newBufferedWriter(log)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        file.write(line);
        file.write('\n');
        file.flush();
        synchronized (lines) {
          lines.add(line);
          lines.notifyAll();
          listener.accept(line);
        }
      }
    } catch (IOException e) {
      synchronized (lines) {
        lines.add("(the log ends here: " + e.getMessage() + ")");
      }
    } finally {
      synchronized (lines) {
        ended = true;
        lines.notifyAll();
      }
    }
  }

  /** What the lab calls it. */
  public String name() {
    return name;
  }

  /** Process id of the program itself as seen from outside the lab, not of what entered the lab. */
  public long pid() {
    return program().map(ProcessHandle::pid).orElse(process.pid());
  }

  private Optional<ProcessHandle> program() {
    return process.children().findFirst();
  }

  /**
   * Memory of the program that is in RAM, KiB (VmRSS of proc(5)); 0 when it has ended.
   *
   * @param peak whether the most it ever had (VmHWM) instead of what it has now
   */
  public long residentKib(boolean peak) {
    String key = peak ? "VmHWM:" : "VmRSS:";
    try (Stream<String> status = Files.lines(Path.of("/proc/" + pid() + "/status"))) {
      return status
          .filter(line -> line.startsWith(key))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }

  /** Processor time the program has used, user and system, seconds; 0 when it has ended. */
  public double processorSeconds() {
    return ProcessHandle.of(pid())
        .flatMap(handle -> handle.info().totalCpuDuration())
        .map(duration -> duration.toNanos() / 1e9)
        .orElse(0.0);
  }

  /** Whether it still runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Sends a line to its standard input. */
  public void send(String line) {
    try {
      input.write(line);
      input.write('\n');
      input.flush();
    } catch (IOException e) {
      throw new LabException(
          name + " takes no more input: " + e.getMessage() + "; it said: " + tail(), "", e);
    }
  }

  /** Calls the listener with each line from now on, on a thread of this process. */
  public void onLine(Consumer<String> next) {
    synchronized (lines) {
      listener = next;
    }
  }

  /** Everything it printed so far. */
  public List<String> lines() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  /** Its last lines, for messages. */
  public String tail() {
    List<String> all = lines();
    return String.join("\n", all.subList(Math.max(0, all.size() - 15), all.size()));
  }

  /**
   * Waits for a line, from a given number on.
   *
   * @param from number of the first line to look at, 0 or more
   * @return the number of the line found
   * @throws LabException when the process ends or the time is up before
   */
  public int awaitLine(int from, Predicate<String> wanted, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    int next = from;
    synchronized (lines) {
      while (true) {
        for (; next < lines.size(); next++) {
          if (wanted.test(lines.get(next))) {
            return next;
          }
        }
        long leftMs = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (ended || leftMs <= 0) {
          throw new LabException(
              name
                  + (ended ? " ended" : " did not say in " + timeout.toSeconds() + " s")
                  + " what was awaited; it said:\n"
                  + tail(),
              "");
        }
        try {
          lines.wait(leftMs);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new LabException("interrupted while waiting for " + name, "", e);
        }
      }
    }
  }

  /** The text of a line found by {@link #awaitLine}. */
  public String line(int number) {
    synchronized (lines) {
      return lines.get(number);
    }
  }

  /** Sends SIGTERM to the program. */
  public void terminate() {
    program().ifPresentOrElse(ProcessHandle::destroy, process::destroy);
  }

  /** Sends SIGKILL to the program. */
  public void kill() {
    program().ifPresentOrElse(ProcessHandle::destroyForcibly, process::destroyForcibly);
  }

  /**
   * Waits for its end.
   *
   * @return its exit status, 128 + the signal's number when a signal ended it
   * @throws TimeoutException when it still runs after that time
   */
  public int awaitExit(Duration timeout) throws TimeoutException {
    try {
      if (!process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new TimeoutException(
            name + " still runs after " + timeout.toMillis() + " ms; it said:\n" + tail());
      }
      pump.join(PATIENCE);
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted while waiting for the end of " + name, "", e);
    }
  }

  /** Ends it: SIGTERM, and SIGKILL when that does not help. */
  @Override
  public void close() {
    terminate();
    try {
      awaitExit(PATIENCE);
    } catch (TimeoutException e) {
      kill();
    }
  }
}
