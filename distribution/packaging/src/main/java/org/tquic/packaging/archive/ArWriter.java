package org.tquic.packaging.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Writes an ar archive as deb(5) has it: owner 0, mode 644. */
public final class ArWriter implements AutoCloseable {
  private final OutputStream out;
  private final Instant time;

  /** Writes to the stream, which {@link #close} closes. */
  public ArWriter(OutputStream out, Instant time) throws IOException {
    this.out = out;
    this.time = time;
    out.write("!<arch>\n".getBytes(StandardCharsets.US_ASCII));
  }

  /** Adds a member; its name has at most 16 characters. */
  public void add(String name, Path content) throws IOException {
    long size = Files.size(content);
    out.write(
        String.format(
                "%-16s%-12d%-6d%-6d%-8s%-10d`\n", name, time.getEpochSecond(), 0, 0, "100644", size)
            .getBytes(StandardCharsets.US_ASCII));
    Files.copy(content, out);
    if ((size & 1) == 1) {
      out.write('\n');
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
