package org.tquic.api.link;

import java.nio.file.Path;

/** Writes down what this machine's links look like, for bug reports; an OSGi service. */
public interface LinkRecorder {
  /**
   * Records devices, links, addresses and routes to a file that only its owner can read. Serial
   * numbers, link-layer addresses and IP addresses are replaced by pseudonyms that are the same
   * throughout the file.
   *
   * @param file which must not exist
   * @return links recorded
   * @throws org.tquic.api.TquicException when it cannot be written
   */
  int record(Path file);
}
