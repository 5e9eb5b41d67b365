package org.tquic.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Namespaces of mounts, network and processes that belong to one lab, and of users when the caller
 * is not root. A keeper process is the first of the process namespace; it ends when its standard
 * input does, which is when this program closes it or dies in whatever way, and the kernel then
 * ends every process within and drops all network namespaces. So nothing has to be cleaned up, and
 * the machine's own network is out of reach.
 */
final class Enclosure implements AutoCloseable {
  // Process 1 kills the others before it goes only so that none writes into the folder any more.
  private static final String KEEPER =
      "mount -t tmpfs -o mode=755 tmpfs /run && mkdir /run/netns && echo ready"
          + " && { read -r end; [ $$ = 1 ] && kill -9 -1; rm -rf -- \"$1\"; }";

  private final Process unshare;
  private final long keeperPid;
  private final boolean ownUsers;

  private Enclosure(Process unshare, long keeperPid, boolean ownUsers) {
    this.unshare = unshare;
    this.keeperPid = keeperPid;
    this.ownUsers = ownUsers;
  }

  /**
   * Makes the namespaces.
   *
   * @param folder removed with all that is in it when the enclosure ends, however it ends
   * @throws LabException when the kernel refuses, with what it lacks
   */
  static Enclosure open(Path folder) {
    boolean ownUsers = !HostTools.isRoot();
    // In a session of its own, so that no signal of a terminal ends it before it has cleaned up.
    List<String> command = new ArrayList<>(List.of("setsid", "unshare"));
    if (ownUsers) {
      command.addAll(List.of("--user", "--map-root-user"));
    }
    command.addAll(List.of("--mount", "--net", "--pid", "--fork", "--kill-child", "--mount-proc"));
    command.addAll(List.of("sh", "-c", KEEPER, "keeper", folder.toString()));
    ProcessBuilder builder = new ProcessBuilder(HostCommand.resolved(command));
    builder.environment().clear();
    builder.environment().putAll(HostTools.environment());
    builder.redirectErrorStream(true);
    try {
      Process process = builder.start();
      BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      String line = reader.readLine();
      if (!"ready".equals(line)) {
        process.destroyForcibly();
        throw refused(ownUsers, line == null ? "no message" : line);
      }
      long keeper =
          process.children().findFirst().orElseThrow(() -> refused(ownUsers, "it ended")).pid();
      return new Enclosure(process, keeper, ownUsers);
    } catch (IOException e) {
      throw new LabException("cannot start unshare: " + e.getMessage(), "", e);
    }
  }

  private static LabException refused(boolean ownUsers, String message) {
    return new LabException(
        "the kernel lets this user make no namespaces of its own: " + message,
        ownUsers
            ? "Run it as root, or allow user namespaces (sysctl user.max_user_namespaces above 0;"
                + " where they exist also kernel.unprivileged_userns_clone=1 and"
                + " kernel.apparmor_restrict_unprivileged_userns=0)."
            : "Root lacks CAP_SYS_ADMIN here: run it on the machine itself or in a privileged"
                + " container.");
  }

  /** Process id of the first process within, as seen from outside. */
  long keeperPid() {
    return keeperPid;
  }

  /** The command line that runs a command within, in a network namespace or, if empty, outside. */
  List<String> inside(String node, List<String> command) {
    List<String> line = new ArrayList<>(List.of("nsenter", "--target", Long.toString(keeperPid)));
    line.addAll(List.of("--mount", "--net", "--pid"));
    if (ownUsers) {
      line.addAll(List.of("--user", "--preserve-credentials"));
    }
    line.add("--");
    if (!node.isEmpty()) {
      line.addAll(List.of("ip", "netns", "exec", node));
    }
    line.addAll(command);
    return HostCommand.resolved(line);
  }

  /** Runs a command within to its end. */
  ExecResult run(String node, List<String> command, String input) {
    ExecResult result = HostCommand.run(inside(node, command), Map.of(), input);
    String words = (node.isEmpty() ? "" : node + ": ") + String.join(" ", command);
    return new ExecResult(words, result.status(), result.output(), result.errors());
  }

  /** Ends everything within. */
  @Override
  public void close() {
    try {
      unshare.getOutputStream().close();
      if (!unshare.waitFor(5, TimeUnit.SECONDS)) {
        unshare.destroyForcibly();
      }
    } catch (IOException e) {
      unshare.destroyForcibly();
    } catch (InterruptedException e) {
      unshare.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
