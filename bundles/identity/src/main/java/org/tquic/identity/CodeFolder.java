package org.tquic.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The folder {@code codes/}, one file per pairing code. */
final class CodeFolder {
  /** How long a code of no more use is remembered, so that a late router learns what is wrong. */
  private static final Duration MEMORY = Duration.ofDays(30);

  /** What the folder held at one moment. */
  record Reading(List<CodeRecord> codes, List<StateProblem> problems) {}

  private final StateFolder folder;

  CodeFolder(StateFolder folder) {
    this.folder = folder;
  }

  Reading read() {
    List<CodeRecord> codes = new ArrayList<>();
    List<StateProblem> problems = new ArrayList<>();
    for (String name : folder.list(StateRecord.SUFFIX)) {
      try {
        CodeId id =
            CodeId.parse(name)
                .orElseThrow(
                    () ->
                        StateFolder.corrupt(
                            folder.file(name + StateRecord.SUFFIX),
                            "has a name that no pairing code can have"));
        read(id).ifPresent(codes::add);
      } catch (StateFileException e) {
        problems.add(StateProblem.of(e));
      }
    }
    return new Reading(codes, problems);
  }

  Optional<CodeRecord> read(CodeId id) {
    return StateRecord.read(folder, file(id)).map(record -> CodeRecord.of(id, record));
  }

  boolean exists(CodeId id) {
    return folder.exists(file(id));
  }

  /** Only while holding the lock. */
  void write(CodeRecord code) {
    folder.write(file(code.id()), code.encode());
  }

  /** Only while holding the lock. */
  void delete(CodeId id) {
    folder.delete(file(id));
  }

  /**
   * Erases the secrets of codes whose time is over, forgets codes long past, and removes what
   * crashes left. Only while holding the lock.
   */
  void tidy(Instant now) {
    folder.sweep();
    for (CodeRecord code : read().codes()) {
      if (now.isAfter(code.expires().plus(MEMORY))) {
        delete(code.id());
      } else if (code.state() == CodeRecord.State.PENDING && !code.isPending(now)) {
        write(code.end(CodeRecord.State.EXPIRED));
      }
    }
  }

  private static String file(CodeId id) {
    return id + StateRecord.SUFFIX;
  }
}
