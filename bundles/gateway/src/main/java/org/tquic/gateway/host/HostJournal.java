package org.tquic.gateway.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.api.TquicException;
import org.tquic.api.state.StateFile;

/**
 * The file that remembers how to take back what was done to the machine. An undo is on the disk
 * before its change is made, so a process that is killed leaves nothing that its successor cannot
 * take back. The file is locked as long as it is open: two roles never share a state folder.
 *
 * <p>The first line names the format and the network stack. Each further line adds an undo ({@code
 * +}) or says that it was carried out ({@code -}). A last line that was cut off belongs to a change
 * that was not made yet. Used by one thread.
 */
public final class HostJournal implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HostJournal.class);
  private static final String FORMAT = "tquic-journal-1 ";

  private static final int LINES_BEFORE_COMPACTION = 512;

  private final Path file;
  private final String header;
  private final FileChannel lock;
  private final List<HostUndo> outstanding = new ArrayList<>();
  private FileChannel channel;
  private int lines;

  private HostJournal(Path file, String header, FileChannel lock) {
    this.file = file;
    this.header = header;
    this.lock = lock;
  }

  /**
   * Opens the journal of this machine, and makes it where there is none.
   *
   * @throws TquicException when another process has it open, or it cannot be written
   */
  public static HostJournal open(Path file) {
    return open(file, HostEpoch.current(Path.of("/proc")));
  }

  /**
   * Opens a journal for the network stack with this name, one word; entries made under another name
   * are dropped.
   */
  static HostJournal open(Path file, String epoch) {
    FileChannel lock = lock(file);
    HostJournal journal = new HostJournal(file, FORMAT + epoch, lock);
    try {
      journal.load();
      return journal;
    } catch (IOException e) {
      journal.close();
      throw unusable(file, e);
    }
  }

  /** The lock is a file of its own, since the journal is now and then replaced by a shorter one. */
  private static FileChannel lock(Path file) {
    try {
      FileChannel channel = StateFile.open(file.resolveSibling(file.getFileName() + ".lock"));
      if (tryLock(channel)) {
        return channel;
      }
      channel.close();
    } catch (IOException e) {
      throw unusable(file, e);
    }
    throw new TquicException(
        "the state folder " + file.toAbsolutePath().getParent() + " is in use by a running role",
        "stop that role first, or give this one a folder of its own with --state");
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private void load() throws IOException {
    if (Files.exists(file)) {
      // Lenient: what is damaged costs its line and does not keep the role from starting.
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      List<String> complete = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
      if (!complete.isEmpty() && complete.getFirst().equals(header)) {
        complete.stream().skip(1).forEach(this::replay);
      } else if (complete.size() > 1) {
        LOG.info("{} is of another boot or network namespace; it starts anew", file);
      }
    }
    rewrite();
  }

  private void replay(String line) {
    try {
      HostUndo undo = HostUndo.parse(line.substring(Math.min(2, line.length())));
      if (line.startsWith("+ ")) {
        outstanding.add(undo);
      } else if (line.startsWith("- ")) {
        outstanding.remove(undo);
      } else {
        throw new IllegalArgumentException("no journal line: " + line);
      }
    } catch (IllegalArgumentException e) {
      LOG.warn("{} has a damaged line, which is left out: {}", file, line);
    }
  }

  /** What has to be taken back, the oldest first. */
  public List<HostUndo> outstanding() {
    return List.copyOf(outstanding);
  }

  /** Puts undos on the disk; returns once they are there. */
  public void add(List<HostUndo> undos) {
    if (!undos.isEmpty()) {
      append('+', undos);
      outstanding.addAll(undos);
    }
  }

  /** Says that an undo was carried out. */
  public void done(HostUndo undo) {
    outstanding.remove(undo);
    append('-', List.of(undo));
  }

  private void append(char sign, List<HostUndo> undos) {
    StringBuilder text = new StringBuilder();
    undos.forEach(undo -> text.append(sign).append(' ').append(undo.line()).append('\n'));
    try {
      ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes, channel.size());
      }
      if (sign == '+') {
        // An undo that was carried out and forgotten about is merely carried out again.
        channel.force(false);
      }
      lines += undos.size();
      if (lines > LINES_BEFORE_COMPACTION && lines > 4 * outstanding.size()) {
        rewrite();
      }
    } catch (IOException e) {
      throw unusable(file, e);
    }
  }

  private void rewrite() throws IOException {
    StringBuilder text = new StringBuilder(header).append('\n');
    outstanding.forEach(undo -> text.append("+ ").append(undo.line()).append('\n'));
    StateFile.replace(file, text.toString());
    if (channel != null) {
      channel.close();
    }
    channel = StateFile.open(file);
    lines = outstanding.size();
  }

  private static TquicException unusable(Path file, IOException cause) {
    return new TquicException(
        "the journal " + file + " cannot be used: " + cause,
        "see that the state folder is writable and has room, or choose another with --state",
        cause);
  }

  /** Closes the file and gives up the lock; outstanding undos stay on the disk. */
  @Override
  public void close() {
    try (lock) {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw unusable(file, e);
    }
  }
}
