package org.tquic.quic.connection;

import org.tquic.quic.stream.StreamEvents;

/** Gives what happens to streams to the user of the connection. */
record StreamEventRelay(ConnectionEvents events) implements StreamEvents {
  @Override
  public void onOpened(long id) {
    events.onStreamOpened(id);
  }

  @Override
  public void onReadable(long id) {
    events.onStreamReadable(id);
  }

  @Override
  public void onWritable(long id) {
    events.onStreamWritable(id);
  }

  @Override
  public void onReset(long id, long code) {
    events.onStreamReset(id, code);
  }

  @Override
  public void onStopSending(long id, long code) {
    events.onStopSending(id, code);
  }

  @Override
  public void onFinished(long id) {
    events.onStreamFinished(id);
  }

  @Override
  public void onStreamsAvailable(boolean bidirectional) {
    events.onStreamsAvailable(bidirectional);
  }
}
