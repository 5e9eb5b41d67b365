package org.tquic.quic.endpoint;

import org.tquic.quic.connection.Connection;

/**
 * Keeps what one connection throws from all others that share its endpoint. Errors of the virtual
 * machine, such as want of memory, are nobody's in particular and go on to the driver; so who calls
 * a connection catches RuntimeException, LinkageError, AssertionError and StackOverflowError.
 */
final class FaultContainment {
  private final FaultSink sink;
  private long faults;

  FaultContainment(FaultSink sink) {
    this.sink = sink;
  }

  /** How many there were. */
  long faults() {
    return faults;
  }

  /** Letting a client in failed. */
  void onFault(Throwable fault) {
    report(null, fault);
  }

  /** A connection threw: the first time it closes, the second time it is over at once. */
  void onFault(HostedConnection host, Throwable fault, long nowNs) {
    report(host.connection, fault);
    boolean again = host.failed;
    host.failed = true;
    try {
      if (again) {
        host.connection.abort();
      } else {
        host.connection.fail(nowNs);
      }
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError ofEvent) {
      // The application's event of the close threw; the connection is closed before that.
      report(host.connection, ofEvent);
    }
  }

  private void report(Connection connection, Throwable fault) {
    faults++;
    try {
      sink.onFault(connection, fault);
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError ofSink) {
      // There is nobody left to tell.
      faults++;
    }
  }
}
