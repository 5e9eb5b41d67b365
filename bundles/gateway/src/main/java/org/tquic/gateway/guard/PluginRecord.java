package org.tquic.gateway.guard;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.api.bond.PluginTrouble;

/** What went wrong with one plug-in. Thread-safe; whoever counts one more pays for an addition. */
public final class PluginRecord {
  private static final Logger LOG = LoggerFactory.getLogger(PluginRecord.class);

  private final String kind;
  private final String id;
  private final AtomicLong count = new AtomicLong();
  private final AtomicBoolean traced = new AtomicBoolean();
  private volatile String reason = "";
  private volatile String packageName = "";

  PluginRecord(String kind, String id) {
    this.kind = kind;
    this.id = id;
  }

  /** The plug-in's classes are in the package of this one, or below it. */
  public PluginRecord codeOf(Class<?> type) {
    packageName = type.getPackageName();
    return this;
  }

  boolean has(String className) {
    return !packageName.isEmpty() && className.startsWith(packageName + ".");
  }

  /** Something went wrong in a way that was not there before. */
  public void note(String newReason) {
    reason = newReason;
    LOG.warn("{} {}: {}", kind, id, newReason);
    count.incrementAndGet();
  }

  /** The same went wrong once more. */
  void again() {
    count.incrementAndGet();
  }

  /**
   * The plug-in's code threw something.
   *
   * @return what to throw in its place: whatever it was, those who guard against plug-ins take it
   */
  public PluginFailedException failed(Throwable thrown) {
    if (thrown instanceof VirtualMachineError error && !(error instanceof StackOverflowError)) {
      // Out of memory or worse is nobody's fault in particular, and nothing to go on with.
      throw error;
    }
    if (thrown instanceof PluginFailedException told) {
      return told;
    }
    reason = thrown.toString();
    count.incrementAndGet();
    if (traced.compareAndSet(false, true)) {
      LOG.error("{} {} failed", kind, id, thrown);
    } else {
      // Each bond and each path tries it once: one trace says where.
      LOG.warn("{} {} failed again: {}", kind, id, reason);
    }
    return new PluginFailedException(reason, thrown);
  }

  Optional<PluginTrouble> trouble() {
    long times = count.get();
    return times == 0 ? Optional.empty() : Optional.of(new PluginTrouble(kind, id, reason, times));
  }

  @Override
  public String toString() {
    return kind + " " + id;
  }
}
