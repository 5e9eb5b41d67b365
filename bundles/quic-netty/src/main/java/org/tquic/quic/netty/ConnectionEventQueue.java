package org.tquic.quic.netty;

import java.util.ArrayDeque;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.quic.connection.CloseReason;
import org.tquic.quic.connection.ConnectionEvents;
import org.tquic.quic.connection.PathChange;
import org.tquic.quic.path.NetworkPath;

/**
 * Notes what a connection tells, for its channel to learn when the connection's own call is over.
 */
final class ConnectionEventQueue implements ConnectionEvents {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionEventQueue.class);

  private final EndpointDriver driver;
  private final MultipathQuicChannel channel;
  private final DatagramInbox inbox = new DatagramInbox();

  /** What is too rare to care for its cost. */
  private final Queue<Runnable> others = new ArrayDeque<>();

  private boolean noted;
  private boolean reading;
  private boolean room;
  private CloseReason closeReason;
  private boolean terminated;

  ConnectionEventQueue(EndpointDriver driver, MultipathQuicChannel channel) {
    this.driver = driver;
    this.channel = channel;
  }

  DatagramInbox inbox() {
    return inbox;
  }

  private void note() {
    if (!noted) {
      noted = true;
      driver.note(this);
    }
  }

  private void note(Runnable event) {
    others.add(event);
    note();
  }

  /** Has {@link #completeRead} called at the end of the turn. */
  void noteRead() {
    if (!reading) {
      reading = true;
      driver.noteReader(this);
    }
  }

  /** Tells the channel. */
  void dispatch() {
    noted = false;
    Runnable event;
    while ((event = others.poll()) != null) {
      event.run();
    }
    channel.streams().onWritable();
    channel.readDatagrams();
    if (room) {
      room = false;
      channel.onDatagramRoom();
    }
    if (closeReason != null) {
      // What came before the end is to be read still.
      channel.completeRead();
      channel.onClosed(closeReason);
      closeReason = null;
    }
    if (terminated) {
      terminated = false;
      channel.onTerminated();
    }
  }

  /** The channel failed in a way that only a defect explains: its connection ends. */
  void fail(RuntimeException defect) {
    LOG.error("connection {} ends for a defect of this program", channel.id(), defect);
    channel.connection().fail(System.nanoTime());
    channel.wake();
    // What is left may be told still.
    note();
  }

  void completeRead() {
    reading = false;
    channel.completeRead();
  }

  @Override
  public void onEstablished() {
    note(channel::onEstablished);
  }

  @Override
  public void onConfirmed() {
    note(channel::onConfirmed);
  }

  @Override
  public void onDatagram(long pathId, byte[] array, int offset, int length) {
    inbox.add(channel.alloc().directBuffer(length).writeBytes(array, offset, length), pathId);
    note();
  }

  @Override
  public void onDatagramsWritable() {
    note(channel::resumeWriting);
  }

  @Override
  public void onDatagramRoom() {
    room = true;
    note();
  }

  @Override
  public void onStreamOpened(long streamId) {
    MultipathStreamChannel stream = channel.streams().addOpened(streamId);
    note(() -> channel.onStreamOpened(stream));
  }

  @Override
  public void onStreamReadable(long streamId) {
    MultipathStreamChannel stream = channel.streams().get(streamId);
    if (stream != null) {
      stream.onReadable();
    }
  }

  @Override
  public void onStreamWritable(long streamId) {
    channel.streams().noteWritable(streamId);
    note();
  }

  @Override
  public void onStreamReset(long streamId, long errorCode) {
    MultipathStreamChannel stream = channel.streams().get(streamId);
    if (stream != null) {
      note(() -> stream.onReset(errorCode));
    }
  }

  @Override
  public void onStopSending(long streamId, long errorCode) {
    MultipathStreamChannel stream = channel.streams().get(streamId);
    if (stream != null) {
      note(() -> stream.onStopSending(errorCode));
    }
  }

  @Override
  public void onPath(PathChange change, long pathId, NetworkPath network) {
    note(() -> channel.connectionPaths().onChange(change, pathId, network));
  }

  @Override
  public String linkName(int link) {
    PathSocket socket = driver.socket(link);
    return socket == null || socket.binding() == null || socket.binding().device().isEmpty()
        ? Integer.toString(link)
        : socket.binding().device();
  }

  @Override
  public void onClosed(CloseReason reason) {
    closeReason = reason;
    note();
  }

  @Override
  public void onTerminated() {
    terminated = true;
    note();
  }
}
