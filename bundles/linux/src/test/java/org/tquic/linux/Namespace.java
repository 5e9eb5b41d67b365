package org.tquic.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.tquic.linux.internal.ProcessCalls;

/**
 * A network namespace of a test's own. It has no name: a process holds it, which ends when this
 * program closes its standard input or dies in whatever way, so nothing is ever left behind.
 */
public final class Namespace implements AutoCloseable {
  private final Process holder;

  private Namespace(Process holder) {
    this.holder = holder;
  }

  /** A namespace with its loopback up; the test is skipped where there can be none. */
  public static Namespace open() {
    assumeTrue(ProcessCalls.geteuid() == 0, "needs root for network namespaces");
    try {
      Process holder =
          new ProcessBuilder("unshare", "--net", "sh", "-c", "echo ready; read -r end").start();
      boolean ready = "ready".equals(holder.inputReader().readLine());
      assumeTrue(ready, "needs network namespaces (unshare --net)");
      Namespace namespace = new Namespace(holder);
      namespace.ip("link set lo up");
      namespace.sysctl("net.ipv6.conf.default.accept_dad", 0);
      return namespace;
    } catch (IOException e) {
      throw new AssertionError("unshare", e);
    }
  }

  /** Joins this namespace to another by a pair of devices that are up. */
  public void veth(String device, Namespace other, String otherDevice) {
    String far = otherDevice + " netns " + other.holder.pid();
    ip("link add " + device + " type veth peer name " + far);
    ip("link set " + device + " up");
    other.ip("link set " + otherDevice + " up");
  }

  /** Gives a device an address that is usable at once. */
  public void address(String device, String address) {
    boolean ipv6 = address.indexOf(':') >= 0;
    ip("addr add " + address + " dev " + device + (ipv6 ? " nodad" : ""));
  }

  /** Waits until a device has its link-local address, the last that comes by itself. */
  public void settle(String device) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!ip("-6 addr show dev " + device + " scope link -tentative").contains("fe80")) {
      assertThat(System.nanoTime() - end).as(device + " has no link-local address").isNegative();
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

  /** Runs {@code ip} in the namespace; returns what it prints. */
  public String ip(String arguments) {
    return exec(("ip " + arguments).split(" "));
  }

  /** Sets a kernel setting. */
  public void sysctl(String key, Object value) {
    exec("sysctl", "-qw", key + "=" + value);
  }

  /** Runs a command in the namespace to its end; returns what it prints on standard output. */
  public String exec(String... command) {
    List<String> line = inside(command);
    try {
      // Apart, for ip warns there of others' namespaces that it cannot read.
      Process process =
          new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      assertThat(process.onExit().join().exitValue())
          .as(String.join(" ", command) + ": " + output)
          .isZero();
      return output;
    } catch (IOException e) {
      throw new AssertionError(String.join(" ", command), e);
    }
  }

  /** The command line that runs a command in the namespace. */
  public List<String> inside(String... command) {
    List<String> line = new ArrayList<>(List.of("nsenter", "--net=" + file(), "--"));
    line.addAll(List.of(command));
    return line;
  }

  /** A platform thread in the namespace, not started. */
  public Thread thread(Runnable code) {
    return Thread.ofPlatform()
        .name("in " + holder.pid())
        .daemon()
        .unstarted(
            () -> {
              NetworkNamespace.enter(file());
              code.run();
            });
  }

  /** Runs code on a thread of the namespace. */
  public <T> T call(Callable<T> code) {
    FutureTask<T> task = new FutureTask<>(code);
    thread(task).start();
    try {
      return task.get(30, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new AssertionError(e.getCause());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private Path file() {
    return Path.of("/proc", Long.toString(holder.pid()), "ns/net");
  }

  @Override
  public void close() {
    try {
      holder.getOutputStream().close();
      holder.onExit().join();
    } catch (IOException e) {
      holder.destroy();
    }
  }
}
