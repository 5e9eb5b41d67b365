package org.tquic.interop;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.tquic.quic.sim.LinkModel;
import org.tquic.quic.sim.LinkProfile;
import org.tquic.quic.sim.PacketTrace;

/** A link of a simulated network in real time; to be used on the driver's thread. */
final class EmulatedLink {
  /** What leaves this project's end. */
  final LinkModel up;

  /** What comes to it. */
  final LinkModel down;

  private final List<Mark> marks = new ArrayList<>();

  /**
   * The same in both directions.
   *
   * @param settings as {@link LinkProfile#of} reads them
   */
  EmulatedLink(String name, String settings) {
    LinkProfile profile = LinkProfile.of(settings);
    up = new LinkModel(name + ".up", profile, 1, PacketTrace.NONE);
    down = new LinkModel(name + ".down", profile, 1, PacketTrace.NONE);
  }

  /** Makes it swallow everything from now on, what is under way included. */
  void cut() {
    up.setBlackhole(true, System.nanoTime());
    down.setBlackhole(true, System.nanoTime());
  }

  /** Bytes carried so far, both directions together. */
  long carriedBytes() {
    return up.counters().deliveredBytes() + down.counters().deliveredBytes();
  }

  /** Completes when so many bytes more have been carried. */
  CompletableFuture<Void> carries(long bytes) {
    Mark mark = new Mark(carriedBytes() + bytes, new CompletableFuture<>());
    marks.add(mark);
    return mark.reached;
  }

  void onCarried() {
    marks.removeIf(mark -> mark.at <= carriedBytes() && mark.reached.complete(null));
  }

  long nextEventNs() {
    return Math.min(up.nextEventNs(), down.nextEventNs());
  }

  private record Mark(long at, CompletableFuture<Void> reached) {}
}
