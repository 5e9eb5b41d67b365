package org.tquic.quic.netty.qlog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Records in their order, as runs of one log each, and the logs that end after them. */
final class Batch {
  private final byte[] array;
  private int length;
  private final List<LogFile> owners = new ArrayList<>();
  private int[] ends = new int[16];
  private final List<LogFile> ended = new ArrayList<>();

  Batch(int capacityBytes) {
    array = new byte[capacityBytes];
  }

  int bytes() {
    return length;
  }

  int room() {
    return array.length - length;
  }

  void add(LogFile file, byte[] from, int offset, int count) {
    System.arraycopy(from, offset, array, length, count);
    length += count;
    int runs = owners.size();
    if (runs > 0 && owners.get(runs - 1) == file) {
      ends[runs - 1] = length;
      return;
    }
    owners.add(file);
    if (ends.length == runs) {
      ends = Arrays.copyOf(ends, 2 * runs);
    }
    ends[runs] = length;
  }

  void end(LogFile file) {
    ended.add(file);
  }

  /** What a batch is handed to. */
  interface Reader {
    /** Whole records of one log. */
    void records(LogFile file, byte[] array, int offset, int length);

    /** The log ends. */
    void end(LogFile file);
  }

  /** Hands everything over, and is empty then. */
  void drainTo(Reader reader) {
    int from = 0;
    for (int i = 0; i < owners.size(); i++) {
      reader.records(owners.get(i), array, from, ends[i] - from);
      from = ends[i];
    }
    ended.forEach(reader::end);
    length = 0;
    owners.clear();
    ended.clear();
  }
}
