package org.tquic.linux.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tquic.linux.Poller;

/** A socket that sends and one that receives, on the loopback device of the calling thread. */
final class UdpPair implements AutoCloseable {
  /** What was received, apart from its payload. */
  record Addresses(InetSocketAddress local, InetSocketAddress remote) {}

  record Datagram(Addresses addresses, int ecn, byte[] payload) {}

  private static final long TIMEOUT_NANOS = 20_000_000_000L;

  final LinuxUdpSocket sender;
  final LinuxUdpSocket receiver;
  final UdpSendQueue queue;
  final UdpReceiveBatch<Addresses> batch;
  private final Poller poller = new Poller(1);
  private final byte[] message = new byte[UdpReceiveBatch.MAX_MESSAGE_BYTES];
  private int messages;

  UdpPair(String senderHost, String receiverHost, boolean groups) {
    sender = LinuxUdpSocket.open(at(senderHost, 0), "", null, groups);
    receiver = LinuxUdpSocket.open(at(receiverHost, 0), "", null, groups);
    queue = new UdpSendQueue(sender);
    batch = new UdpReceiveBatch<>(receiver, 2000, Addresses::new);
    poller.add(receiver.fd(), Poller.READABLE);
  }

  static InetSocketAddress at(String host, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(host), port);
  }

  /** Queues a datagram to the receiver at one of its addresses. */
  boolean add(String host, int ecn, byte[] payload) {
    InetSocketAddress to = at(host, receiver.localAddress().getPort());
    return queue.add(sender.localAddress(), to, ecn, payload, 0, payload.length);
  }

  /** Receives datagrams until there are enough of them. */
  List<Datagram> receive(int wanted) {
    List<Datagram> datagrams = new ArrayList<>();
    long end = System.nanoTime() + TIMEOUT_NANOS;
    while (datagrams.size() < wanted) {
      assertThat(System.nanoTime()).as("%s datagrams in time", wanted).isLessThan(end);
      poller.poll(TIMEOUT_NANOS);
      messages = batch.receive();
      for (int i = 0; i < messages; i++) {
        split(i, datagrams);
      }
    }
    return datagrams;
  }

  /** Messages that the last receive call brought. */
  int messages() {
    return messages;
  }

  private void split(int index, List<Datagram> to) {
    int length = batch.length(index);
    int segment = batch.segmentBytes(index);
    Arrays.fill(message, (byte) 0);
    batch.copy(index, message);
    for (int at = 0; at < length; at += segment) {
      byte[] payload = Arrays.copyOfRange(message, at, Math.min(length, at + segment));
      to.add(new Datagram(batch.path(index), batch.ecn(index), payload));
    }
  }

  @Override
  public void close() {
    poller.close();
    queue.close();
    batch.close();
    sender.close();
    receiver.close();
  }
}
