package org.tquic.quic.qlog;

import java.util.Arrays;

/**
 * Writes records one after the other, each between a record separator and a line feed, RFC 7464.
 * What the sink refuses is counted, and a warning in the log shows where records are missing.
 */
final class RecordWriter {
  private static final int RECORD_SEPARATOR = 0x1e;

  private final QlogSink sink;
  private final JsonBuffer json = new JsonBuffer();
  private boolean started;
  private long epochNs;

  /** The first record, until it is taken. */
  private byte[] header;

  /** Events refused since the last one that was taken. */
  private long missing;

  private long dropped;

  RecordWriter(QlogSink sink) {
    this.sink = sink;
  }

  long dropped() {
    return dropped;
  }

  boolean isStarted() {
    return started;
  }

  /** A record without time; to be closed with {@link #endHeader}. */
  JsonBuffer beginHeader() {
    return json.clear().raw(RECORD_SEPARATOR).object();
  }

  /**
   * Ends the record with which the log has to start; it is offered until it is taken.
   *
   * @param nowNs from which times count
   */
  void endHeader(long nowNs) {
    json.endObject().raw('\n');
    header = Arrays.copyOf(json.array(), json.length());
    epochNs = nowNs;
    started = true;
  }

  /** An event of the whole connection; what follows are its data. */
  JsonBuffer begin(String name, long nowNs) {
    catchUp(nowNs);
    return open(name, nowNs).object("data");
  }

  /** An event of a path, whose ID serves as tuple ID. */
  JsonBuffer begin(String name, long nowNs, long pathId) {
    catchUp(nowNs);
    return open(name, nowNs).string("tuple", Long.toString(pathId)).object("data");
  }

  private JsonBuffer open(String name, long nowNs) {
    return json.clear()
        .raw(RECORD_SEPARATOR)
        .object()
        .millis("time", nowNs - epochNs)
        .string("name", name);
  }

  /** Ends the event. */
  void end() {
    if (header != null || missing > 0 || !offer()) {
      missing++;
      dropped++;
    }
  }

  private boolean offer() {
    json.endObject().endObject().raw('\n');
    return sink.offer(json.array(), 0, json.length());
  }

  /** What the sink refused comes before what is new. */
  private void catchUp(long nowNs) {
    if (header != null && sink.offer(header, 0, header.length)) {
      header = null;
    }
    if (header == null && missing > 0) {
      open("loglevel:warning", nowNs)
          .object("data")
          .string("message", missing + " events are missing here, the log was not taken");
      if (offer()) {
        missing = 0;
      }
    }
  }
}
