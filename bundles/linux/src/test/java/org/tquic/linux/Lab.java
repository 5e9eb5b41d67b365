package org.tquic.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.tquic.linux.internal.ProcessCalls;

/** A network namespace of a test's own, deleted at the end. */
public final class Lab implements AutoCloseable {
  private static final AtomicInteger COUNTER = new AtomicInteger();
  private static final Set<String> LEFT = ConcurrentHashMap.newKeySet();

  static {
    // For a test that fails half-way through its set-up, or is stopped.
    Runtime.getRuntime().addShutdownHook(new Thread(Lab::deleteLeft));
  }

  private final String name;

  private Lab(String name) {
    this.name = name;
  }

  /** A namespace with its loopback up; the test is skipped where there can be none. */
  public static Lab open() throws IOException {
    assumeTrue(ProcessCalls.geteuid() == 0, "needs root for network namespaces");
    String name = "tqlx" + ProcessHandle.current().pid() + "-" + COUNTER.incrementAndGet();
    assumeTrue(tryRun("ip", "netns", "add", name) == 0, "needs network namespaces (ip netns)");
    LEFT.add(name);
    Lab lab = new Lab(name);
    lab.ip("link set lo up");
    return lab;
  }

  public String name() {
    return name;
  }

  /** Runs {@code ip} in the namespace and expects it to succeed. */
  public void ip(String arguments) throws IOException {
    run(("ip -n " + name + " " + arguments).split(" "));
  }

  /** Runs a command in the namespace and returns what it prints. */
  public String exec(String command) throws IOException {
    return run(("ip netns exec " + name + " " + command).split(" "));
  }

  /** Runs code on a thread of the namespace. */
  public <T> T call(Callable<T> code) throws Exception {
    FutureTask<T> task =
        new FutureTask<>(
            () -> {
              NetworkNamespace.enter(NetworkNamespace.named(name));
              return code.call();
            });
    Thread.ofPlatform().name("in " + name).daemon().start(task);
    try {
      return task.get(30, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }

  /**
   * Waits until links are operational. The kernel brings a link's queue up some time after its
   * carrier, and drops what is sent before.
   */
  public void awaitUp(String... names) throws Exception {
    try (OperationalLinks links = call(() -> new OperationalLinks(Set.of(names)))) {
      links.await();
    }
  }

  @Override
  public void close() throws IOException {
    LEFT.remove(name);
    run("ip", "netns", "del", name);
  }

  private static void deleteLeft() {
    for (String name : LEFT) {
      try {
        tryRun("ip", "netns", "del", name);
      } catch (IOException e) {
        System.err.println("cannot delete the network namespace " + name + ": " + e.getMessage());
      }
    }
  }

  private static int tryRun(String... command) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .onExit()
        .join()
        .exitValue();
  }

  private static String run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.onExit().join().exitValue())
        .as(String.join(" ", command) + ": " + output)
        .isZero();
    return output;
  }
}
