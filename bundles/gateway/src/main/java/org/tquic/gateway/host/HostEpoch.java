package org.tquic.gateway.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tquic.api.TquicException;

/**
 * Names the network stack that changes were made to: this boot of the kernel and this network
 * namespace. A journal of another one must not be replayed here: what it would take back vanished
 * with that boot, or is somewhere else.
 */
final class HostEpoch {
  private HostEpoch() {}

  /** One word for the stack that the calling thread sees. */
  static String current(Path proc) {
    try {
      String boot = Files.readString(proc.resolve("sys/kernel/random/boot_id")).strip();
      String namespace =
          Files.readSymbolicLink(proc.resolve("thread-self/ns/net")).getFileName().toString();
      return boot + "/" + namespace;
    } catch (IOException e) {
      throw new TquicException(
          "cannot tell the network namespace: " + e.getMessage(), "mount /proc", e);
    }
  }
}
