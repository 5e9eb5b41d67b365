package org.tquic.bond.core;

/** Stands where no clock and no thread may be; it is only looked at, never run. */
public final class ClockInCore {
  long now() {
    return System.nanoTime();
  }

  Thread runner() {
    return Thread.currentThread();
  }
}
