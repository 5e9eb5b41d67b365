package org.tquic.quic.netty.udp;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.tquic.quic.path.NetworkPath;

/** Keeps what a socket tells, for another thread to wait for. */
class RecordingReceiver implements UdpSocket.Receiver {
  record Datagram(NetworkPath network, int ecn, byte[] payload) {}

  private final BlockingQueue<Datagram> datagrams = new LinkedBlockingQueue<>();
  private final BlockingQueue<IOException> errors = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> writable = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> complete = new LinkedBlockingQueue<>();

  @Override
  public void onDatagram(NetworkPath network, int ecn, byte[] array, int offset, int length) {
    datagrams.add(new Datagram(network, ecn, Arrays.copyOfRange(array, offset, offset + length)));
    // A reader that decrypts in place must not harm the datagrams after it.
    Arrays.fill(array, offset, offset + length, (byte) 0xee);
  }

  @Override
  public void onReadComplete() {
    complete.add("read complete");
  }

  @Override
  public void onWritable() {
    writable.add("writable");
  }

  @Override
  public void onError(IOException error) {
    errors.add(error);
  }

  Datagram datagram() throws InterruptedException {
    return next(datagrams, "a datagram");
  }

  IOException error() throws InterruptedException {
    return next(errors, "an error");
  }

  void awaitWritable() throws InterruptedException {
    next(writable, "the socket to become writable");
  }

  void awaitReadComplete() throws InterruptedException {
    next(complete, "the end of a read");
  }

  boolean sawNothingElse() {
    return datagrams.isEmpty() && errors.isEmpty();
  }

  private static <T> T next(BlockingQueue<T> queue, String what) throws InterruptedException {
    T next = queue.poll(20, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("waited in vain for " + what);
    }
    return next;
  }
}
