package org.tquic.quic.netty.udp;

import io.netty.channel.EventLoop;
import io.netty.channel.IoEvent;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.tquic.linux.LinuxException;
import org.tquic.linux.socket.LinuxUdpSocket;
import org.tquic.linux.socket.UdpReceiveBatch;
import org.tquic.linux.socket.UdpSendQueue;
import org.tquic.quic.connection.Transmit;
import org.tquic.quic.path.NetworkPath;

/**
 * A socket of the kernel at Netty's epoll, level-triggered: what is left is told again.
 *
 * <p>Each call of the receiver may close the socket, which frees the memory that the loops below
 * work on; so they look after each call.
 */
final class EpollUdpSocket implements UdpSocket, EpollIoHandle {
  /** Datagrams after which the loop turns to other work; a batch that was begun is ended. */
  private static final int DATAGRAMS_PER_TURN = 256;

  /** When to try again what the kernel has no memory or queue for. */
  private static final long CONGESTED_RETRY_MILLIS = 1;

  private static final EpollIoOps READ = EpollIoOps.EPOLLIN;
  private static final EpollIoOps READ_AND_WRITE = READ.with(EpollIoOps.EPOLLOUT);

  private final EventLoop loop;
  private final LinuxUdpSocket socket;
  private final FileDescriptor descriptor;
  private final Receiver receiver;
  private final UdpSendQueue outgoing;
  private final UdpReceiveBatch<NetworkPath> incoming;
  private final byte[] message = new byte[UdpReceiveBatch.MAX_MESSAGE_BYTES];
  private final int maxUdpPayload;
  private IoRegistration registration;
  private boolean blocked;
  private boolean closed;

  private EpollUdpSocket(
      EventLoop loop, LinuxUdpSocket socket, int link, int maxUdpPayload, Receiver receiver) {
    this.loop = loop;
    this.socket = socket;
    // Netty wants its own kind; it closes none that it did not open.
    this.descriptor = new FileDescriptor(socket.fd());
    this.receiver = receiver;
    this.maxUdpPayload = maxUdpPayload;
    this.outgoing = new UdpSendQueue(socket);
    this.incoming =
        new UdpReceiveBatch<>(
            socket, maxUdpPayload, (local, remote) -> new NetworkPath(local, remote, link));
  }

  /** Puts a socket on the loop, which takes it over even when this fails. */
  static EpollUdpSocket register(
      EventLoop loop, LinuxUdpSocket socket, int link, int maxUdpPayload, Receiver receiver)
      throws IOException {
    EpollUdpSocket registered = new EpollUdpSocket(loop, socket, link, maxUdpPayload, receiver);
    try {
      registered.registration = LoopRegistration.register(loop, registered);
      registered.registration.submit(READ);
      return registered;
    } catch (IOException | RuntimeException e) {
      registered.close();
      throw e;
    }
  }

  @Override
  public InetSocketAddress localAddress() {
    return socket.localAddress();
  }

  @Override
  public FileDescriptor fd() {
    return descriptor;
  }

  @Override
  public boolean send(Transmit datagram) {
    if (closed || add(datagram)) {
      return true;
    }
    if (!blocked) {
      drain();
    }
    return !blocked && add(datagram);
  }

  private boolean add(Transmit datagram) {
    NetworkPath network = datagram.network;
    return outgoing.add(
        network.local(),
        network.remote(),
        datagram.ecn,
        datagram.array,
        datagram.offset,
        datagram.length);
  }

  @Override
  public boolean flush() {
    if (closed) {
      return true;
    }
    if (!blocked) {
      drain();
    }
    // Before the receiver is called, which may close or flush once more.
    boolean done = !blocked;
    tellSendError();
    return done;
  }

  private void drain() {
    switch (outgoing.flush()) {
      case DONE -> {}
      case FULL -> {
        blocked = true;
        registration.submit(READ_AND_WRITE);
      }
      case CONGESTED -> {
        blocked = true;
        loop.schedule(this::resume, CONGESTED_RETRY_MILLIS, TimeUnit.MILLISECONDS);
      }
    }
  }

  /** Goes on sending after the kernel had no room. */
  private void resume() {
    if (closed) {
      return;
    }
    blocked = false;
    drain();
    boolean writable = !blocked;
    tellSendError();
    if (writable && !closed) {
      receiver.onWritable();
    }
  }

  private void tellSendError() {
    LinuxException error = outgoing.takeError();
    if (error != null) {
      receiver.onError(SocketErrors.of(error));
    }
  }

  @Override
  public void handle(IoRegistration origin, IoEvent event) {
    EpollIoOps ops = ((EpollIoEvent) event).ops();
    if (!closed && ops.contains(EpollIoOps.EPOLLOUT)) {
      registration.submit(READ);
      resume();
    }
    if (!closed && (ops.contains(EpollIoOps.EPOLLIN) || ops.contains(EpollIoOps.EPOLLERR))) {
      read();
    }
  }

  private void read() {
    int left = DATAGRAMS_PER_TURN;
    int messages;
    do {
      messages = receive();
      for (int i = 0; i < messages; i++) {
        left -= deliver(i);
        if (closed) {
          return;
        }
      }
    } while (left > 0 && messages == incoming.capacity());
    if (!closed) {
      receiver.onReadComplete();
    }
  }

  /** Returns the number of messages; none after an error, what waits behind it is told again. */
  private int receive() {
    try {
      return incoming.receive();
    } catch (LinuxException e) {
      receiver.onError(SocketErrors.of(e));
      return 0;
    }
  }

  /** Hands on the datagrams of a message; returns their number. */
  private int deliver(int index) {
    int length = incoming.length(index);
    int segment = incoming.segmentBytes(index);
    if (length == 0 || segment > maxUdpPayload) {
      return 1;
    }
    NetworkPath network = incoming.path(index);
    int ecn = incoming.ecn(index);
    incoming.copy(index, message);
    int datagrams = 0;
    for (int at = 0; at < length && !closed; at += segment) {
      receiver.onDatagram(network, ecn, message, at, Math.min(segment, length - at));
      datagrams++;
    }
    return datagrams;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (registration != null) {
      registration.cancel();
    }
    socket.close();
    outgoing.close();
    incoming.close();
  }
}
