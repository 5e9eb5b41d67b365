package org.tquic.api.doctor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.tquic.api.link.LinkInfo;

/** Captures the bond's own UDP, encrypted as it is; an OSGi service, thread-safe. */
public interface PathCapture {
  /** Longest capture. */
  Duration LONGEST = Duration.ofSeconds(60);

  /** Longest file, bytes. */
  long LARGEST = 64L << 20;

  /**
   * What came of it.
   *
   * @param packets in the file
   * @param bytes length of the file
   * @param full whether the file's bound ended it
   */
  record Captured(long packets, long bytes, boolean full) {}

  /**
   * Captures what links carry to and from the server, both ways, to a pcapng file that only its
   * owner can read: an interface per link, with what is known of its path as comment. Waits.
   *
   * @param file which must not exist
   * @param time how long, at most {@link #LONGEST}
   * @throws org.tquic.api.TquicException when the file cannot be written, or no server is known
   * @throws InterruptedException when the caller is; the file has what came until then
   */
  Captured capture(Path file, List<LinkInfo> links, Duration time) throws InterruptedException;
}
