package org.tquic.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.tquic.linux.NetworkNamespace;
import org.tquic.linux.ProcessRights;

/** A network namespace of a test's own, deleted at the end. */
public final class Namespace implements AutoCloseable {
  private static final AtomicInteger COUNTER = new AtomicInteger();

  private final String name;

  private Namespace(String name) {
    this.name = name;
  }

  /** A namespace with its loopback up; the test is skipped where there can be none. */
  public static Namespace open(String role) {
    assumeTrue(ProcessRights.effectiveUserId() == 0, "skipped: needs root for network namespaces");
    String name = "tqgw-" + role + ProcessHandle.current().pid() + "-" + COUNTER.incrementAndGet();
    Namespace namespace = new Namespace(name);
    run("ip", "netns", "add", name);
    namespace.ip("link set lo up");
    namespace.sysctl("net.ipv6.conf.default.accept_dad", 0);
    return namespace;
  }

  /** Its name, for {@code ip netns}. */
  public String name() {
    return name;
  }

  /** Joins this namespace to another by a pair of devices that are up. */
  public void veth(String device, Namespace other, String otherDevice) {
    ip("link add " + device + " type veth peer name " + otherDevice + " netns " + other.name);
    ip("link set " + device + " up");
    other.ip("link set " + otherDevice + " up");
  }

  /** Waits until a device has its link-local address, the last that comes by itself. */
  public void settle(String device) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!ip("-6 addr show dev " + device + " scope link -tentative").contains("fe80")) {
      assertThat(System.nanoTime() - end).as(device + " has no link-local address").isNegative();
    }
  }

  /** Gives a device an address that is usable at once. */
  public void address(String device, String address) {
    boolean ipv6 = address.indexOf(':') >= 0;
    ip("addr add " + address + " dev " + device + (ipv6 ? " nodad" : ""));
  }

  /** Runs {@code ip} in the namespace. */
  public String ip(String arguments) {
    return run(("ip -n " + name + " " + arguments).split(" "));
  }

  /** Runs a command in the namespace and returns what it prints. */
  public String exec(String... command) {
    String[] all = new String[command.length + 4];
    System.arraycopy(new String[] {"ip", "netns", "exec", name}, 0, all, 0, 4);
    System.arraycopy(command, 0, all, 4, command.length);
    return run(all);
  }

  /** Sets a kernel setting. */
  public void sysctl(String key, Object value) {
    exec("sysctl", "-qw", key + "=" + value);
  }

  /** Everything that a role could leave behind. */
  public String fingerprint() {
    return String.join(
        "\n",
        ip("-4 rule"),
        ip("-6 rule"),
        ip("-4 route show table all"),
        ip("-6 route show table all").replaceAll(" expires \\d+sec", ""),
        ip("-br addr"),
        exec("nft", "list", "ruleset"),
        exec("sysctl", "-a", "-r", "^net\\.ipv[46]\\.(conf|ip_forward)"));
  }

  /** A platform thread in the namespace, not started. */
  public Thread thread(Runnable code) {
    return Thread.ofPlatform()
        .name("in " + name)
        .daemon()
        .unstarted(
            () -> {
              NetworkNamespace.enter(NetworkNamespace.named(name));
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

  @Override
  public void close() {
    run("ip", "netns", "del", name);
  }

  private static String run(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
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
}
