package org.tquic.quic.netty.qlog;

import java.time.Instant;
import java.util.Locale;
import org.tquic.quic.Role;
import org.tquic.quic.connection.Connection;
import org.tquic.quic.qlog.QlogSink;
import org.tquic.quic.qlog.QlogWriter;

/** The log of one connection, from when it is made; used on the connection's loop. */
final class ConnectionLog implements QlogSink {
  private final QlogSession session;
  private final Connection connection;
  private final LogFile file;
  private final Runnable onFull;
  private final QlogWriter qlog;
  private long bytes;
  private LogSpace.Grant full;
  private boolean lastWords;

  /**
   * A log without records.
   *
   * @param onFull has {@link #endFull} called soon; called within the connection
   */
  ConnectionLog(
      QlogSession session,
      Connection connection,
      Role role,
      LogFile file,
      Instant begin,
      Runnable onFull) {
    this.session = session;
    this.connection = connection;
    this.file = file;
    this.onFull = onFull;
    qlog = new QlogWriter(this, "TQUIC Bond, " + role.name().toLowerCase(Locale.ROOT), begin);
  }

  /** Begins with what is known of the connection. */
  void begin(long nowNs) {
    connection.observe(qlog, nowNs);
  }

  LogFile file() {
    return file;
  }

  @Override
  public boolean offer(byte[] array, int offset, int length) {
    boolean taken = take(array, offset, length);
    if (!taken) {
      session.dropped();
    }
    return taken;
  }

  private boolean take(byte[] array, int offset, int length) {
    if (full != null && !lastWords) {
      return false;
    }
    LogSpace.Grant grant = session.space().take(length, bytes, lastWords);
    switch (grant) {
      case GRANTED -> {
        if (session.queue().offer(file, array, offset, length)) {
          bytes += length;
          return true;
        }
        session.space().giveBack(length);
      }
      case WAIT -> session.queue().hurry();
      case LOG_FULL, FOLDER_FULL -> {
        full = grant;
        onFull.run();
      }
    }
    return false;
  }

  /** Ends the log of a connection that goes on, saying in it that a limit is reached. */
  String endFull(long nowNs) {
    String message =
        full == LogSpace.Grant.LOG_FULL
            ? "the log ends here: it has the %d bytes that one log may have"
                .formatted(session.space().oneLogBytes())
            : "the log ends here: open logs have the %d bytes that all logs may have"
                .formatted(session.space().limitBytes());
    lastWords = true;
    qlog.warn(nowNs, message);
    detach(nowNs);
    return message;
  }

  /** Ends the log of a connection that goes on. */
  void detach(long nowNs) {
    connection.observe(null, nowNs);
    end();
  }

  /** Ends the log of a connection that is over. */
  void end() {
    session.queue().end(file);
  }
}
