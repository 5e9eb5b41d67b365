package org.example.hanging;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Code of a third party that does not return. */
public final class Hanging {
  private Hanging() {}

  /** Stays here until it is noticed. */
  public static void until(BooleanSupplier noticed) {
    while (!noticed.getAsBoolean()) {
      LockSupport.parkNanos(1_000_000);
    }
  }
}
