package org.tquic.quic.sim;

import java.util.PriorityQueue;

/** Things that fall due at a time; those of the same time come out in the order they went in. */
final class EventQueue<T> {
  private record Entry<T>(long timeNs, long order, T value) implements Comparable<Entry<T>> {
    @Override
    public int compareTo(Entry<T> other) {
      int byTime = Long.compare(timeNs, other.timeNs);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  private final PriorityQueue<Entry<T>> entries = new PriorityQueue<>();
  private long added;

  void add(long timeNs, T value) {
    entries.add(new Entry<>(timeNs, added++, value));
  }

  /** When the first falls due, {@link Long#MAX_VALUE} when there is none. */
  long nextNs() {
    return entries.isEmpty() ? Long.MAX_VALUE : entries.peek().timeNs();
  }

  /** Takes the first that is due by now, or null. */
  T poll(long nowNs) {
    return nextNs() <= nowNs && !entries.isEmpty() ? entries.poll().value() : null;
  }

  /** Takes the first, due or not, or null. */
  T poll() {
    return entries.isEmpty() ? null : entries.poll().value();
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }
}
