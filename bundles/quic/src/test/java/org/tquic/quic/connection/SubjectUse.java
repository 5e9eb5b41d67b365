package org.tquic.quic.connection;

import org.tquic.quic.Role;
import org.tquic.quic.fuzz.FuzzInput;

/** What an application does with its connection, as a fuzzer wants it. */
final class SubjectUse {
  /** One of each kind is left to others. */
  private static final int MAX_STREAMS = EndSettings.MAX_STREAMS - 1;

  private static final byte[] BYTES = new byte[4096];

  private final Subject subject;
  private final Role role;
  private long lastStream = -1;
  private int streams;

  SubjectUse(Subject subject, Role role) {
    this.subject = subject;
    this.role = role;
  }

  /** Something that leaves the connection in good health. */
  void act(FuzzInput in, long nowNs) {
    Connection connection = subject.connection;
    switch (in.below(8)) {
      case 0 -> write(in);
      case 1 -> connection.sendDatagram(BYTES, 0, in.u8() * 4, in.u8(), nowNs);
      case 2 -> connection.updateKeys();
      case 3 -> connection.openPath(EndSettings.network(role, in.below(3)), nowNs);
      case 4 -> connection.preferPath(in.below(EndSettings.MAX_PATH_ID + 1), in.flag());
      case 5 -> answer(in);
      case 6 -> connection.sendDatagram(in.below(4), BYTES, 0, in.u8() * 4, nowNs);
      default -> stop(in);
    }
  }

  private void write(FuzzInput in) {
    if (!subject.connection.isEstablished()) {
      return;
    }
    if ((lastStream < 0 || in.flag()) && streams < MAX_STREAMS) {
      streams++;
      lastStream = subject.connection.openStream(in.flag());
    }
    if (lastStream >= 0 && subject.connection.writable(lastStream) > 0) {
      boolean fin = in.below(4) == 0;
      subject.connection.write(lastStream, BYTES, 0, in.u8() * 16, fin);
      lastStream = fin ? -1 : lastStream;
    }
  }

  private void answer(FuzzInput in) {
    Long stream = subject.events.opened.poll();
    if (stream != null && subject.connection.writable(stream) > 0) {
      subject.connection.write(stream, BYTES, 0, in.u8() * 16, true);
    }
  }

  private void stop(FuzzInput in) {
    if (lastStream >= 0) {
      subject.connection.reset(lastStream, in.u8());
      lastStream = -1;
    }
  }
}
