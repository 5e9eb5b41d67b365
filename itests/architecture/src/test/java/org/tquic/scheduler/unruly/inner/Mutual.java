package org.tquic.scheduler.unruly.inner;

import org.tquic.scheduler.unruly.UnrulyScheduler;

/** The other half of a cycle between two packages. */
public final class Mutual {
  UnrulyScheduler back;
}
