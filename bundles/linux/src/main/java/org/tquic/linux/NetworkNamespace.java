package org.tquic.linux;

import java.nio.file.Path;
import org.tquic.linux.internal.FileCalls;
import org.tquic.linux.internal.ProcessCalls;

/**
 * Network namespaces of threads (network_namespaces(7)). Sockets belong to the namespace their
 * thread was in when they were opened, and stay there.
 */
public final class NetworkNamespace {
  private NetworkNamespace() {}

  /**
   * Moves the calling platform thread to a namespace for good; give it a thread of its own. Not for
   * virtual threads, whose carrier would be moved.
   *
   * @param namespace a namespace file, such as {@code /run/netns/NAME} or {@code /proc/PID/ns/net}
   * @throws LinuxException ENOENT when there is none, EPERM without CAP_SYS_ADMIN
   */
  public static void enter(Path namespace) {
    if (Thread.currentThread().isVirtual()) {
      throw new IllegalStateException("a virtual thread cannot enter a network namespace");
    }
    String attempted = "enter the network namespace " + namespace;
    int fd = FileCalls.open(namespace.toString(), FileCalls.O_RDONLY | FileCalls.O_CLOEXEC);
    if (fd < 0) {
      throw new LinuxException("open", -fd, attempted);
    }
    int result = ProcessCalls.setns(fd, ProcessCalls.CLONE_NEWNET);
    FileCalls.close(fd);
    if (result < 0) {
      throw new LinuxException("setns", -result, attempted);
    }
  }
}
