package org.tquic.framework;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A transfer through the bond and back of which every packet counts: each has a number and is sent
 * once. A few are always under way; whatever has not come back at the end was lost.
 */
final class NumberedPackets implements AutoCloseable {
  private static final int UNDER_WAY = 16;
  private static final int SIZE = 1_000;

  /** Longer than any packet is worth waiting for. */
  private static final int PATIENCE_MS = 5_000;

  private final DatagramSocket socket;
  private final Thread thread;
  private final Set<Long> missing = new ConcurrentSkipListSet<>();
  private volatile boolean ending;
  private final AtomicLong sent = new AtomicLong();

  NumberedPackets(InetSocketAddress echo) throws IOException {
    socket = new DatagramSocket();
    socket.connect(echo);
    socket.setSoTimeout(PATIENCE_MS);
    for (int i = 0; i < UNDER_WAY; i++) {
      send();
    }
    thread = Thread.ofPlatform().name("numbered-packets").daemon().start(this::run);
  }

  private void send() throws IOException {
    byte[] packet = new byte[SIZE];
    long number = sent.getAndIncrement();
    ByteBuffer.wrap(packet).putLong(number);
    missing.add(number);
    socket.send(new DatagramPacket(packet, SIZE));
  }

  private void run() {
    DatagramPacket packet = new DatagramPacket(new byte[SIZE], SIZE);
    try {
      while (!missing.isEmpty()) {
        socket.receive(packet);
        missing.remove(ByteBuffer.wrap(packet.getData()).getLong());
        if (!ending) {
          send();
        }
      }
    } catch (SocketTimeoutException e) {
      // What is missing now is lost.
    } catch (IOException e) {
      if (!socket.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Sends no more; the numbers of those that never came back. */
  Set<Long> end() throws InterruptedException {
    ending = true;
    thread.join();
    return Set.copyOf(missing);
  }

  /** Packets sent so far. */
  long sent() {
    return sent.get();
  }

  @Override
  public void close() {
    socket.close();
  }
}
