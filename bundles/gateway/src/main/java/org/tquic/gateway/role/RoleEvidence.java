package org.tquic.gateway.role;

import java.util.List;
import org.tquic.api.TquicException;
import org.tquic.api.bond.QlogStatus;
import org.tquic.api.engine.EngineEvidence;
import org.tquic.api.engine.QuicEngine;

/**
 * What a run shows of its connections: logs in the qlog format, which its operator switches, and
 * the keys of its traffic, where a developer starts it so. Used on the control thread.
 */
final class RoleEvidence implements AutoCloseable {
  private static final String FOLDER = "qlog";
  private static final long MIB = 1 << 20;

  private final RoleContext context;
  private final Undo undo = new Undo();
  private QuicEngine engine;
  private boolean wanted;
  private int spaceMiB;
  private volatile EngineEvidence evidence;
  private volatile List<String> warnings = List.of();

  /** Shows nothing yet. */
  RoleEvidence(RoleContext context) {
    this.context = context;
  }

  /**
   * Begins as the settings say. Logs that cannot be had do not keep the role from starting.
   *
   * @throws TquicException when keys are to be logged and cannot, or must not
   */
  void start(QuicEngine chosen, boolean qlog, int qlogMiB) {
    engine = chosen;
    evidence = chosen.evidence().orElse(null);
    KeyLogFile.wanted(context.bundles()).ifPresent(this::logKeys);
    wanted = qlog;
    spaceMiB = qlogMiB;
    if (qlog) {
      try {
        switchQlog(true);
      } catch (TquicException e) {
        context.launcher().notice("there are no qlog files: " + e.getMessage(), e.remedy());
      }
    }
  }

  private void logKeys(KeyLogFile file) {
    undo.push(file::close);
    required("key log").logKeys(true, file::write);
    undo.push(() -> evidence.logKeys(false, null));
    String warning =
        "the keys of all traffic are written to " + file.path() + "; who reads it reads everything";
    warnings = List.of(warning);
    context
        .launcher()
        .notice("WARNING: " + warning, "start the role without --key-log when you are done");
  }

  /** Takes changed settings. */
  void take(boolean qlog, int qlogMiB) {
    boolean on = qlog != wanted ? qlog : qlog().on();
    boolean changed = qlog != wanted || on && qlogMiB != spaceMiB;
    wanted = qlog;
    spaceMiB = qlogMiB;
    if (changed) {
      switchQlog(on);
    }
  }

  /**
   * Logs connections from now on, or no longer.
   *
   * @throws TquicException when the engine cannot, or the folder cannot be used
   */
  void switchQlog(boolean on) {
    if (on) {
      required("qlog").startQlog(context.state().resolve(FOLDER), spaceMiB * MIB);
    } else if (evidence != null) {
      evidence.stopQlog();
    }
  }

  private EngineEvidence required(String what) {
    if (evidence == null) {
      throw new TquicException(
          "engine " + engine.id() + " has no " + what + ", only engine multipath has",
          "choose engine multipath on both ends, with --engine or in their settings");
    }
    return evidence;
  }

  /** The logs as they are now; any thread. */
  QlogStatus qlog() {
    EngineEvidence now = evidence;
    return now == null ? QlogStatus.OFF : now.qlog();
  }

  /** What the operator should not forget; any thread. */
  List<String> warnings() {
    return warnings;
  }

  @Override
  public void close() {
    if (evidence != null) {
      evidence.stopQlog();
    }
    undo.run();
  }
}
