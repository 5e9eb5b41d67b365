package org.tquic.quic.netty.udp;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.tquic.quic.connection.Transmit;
import org.tquic.quic.path.NetworkPath;

/** One event loop with sockets of a transport, driven from a test's thread. */
final class SocketLoop implements AutoCloseable {
  /** Link tag of all paths. */
  static final int LINK = 7;

  /** Largest payload of all sockets, bytes. */
  static final int MAX_PAYLOAD = 1500;

  private final UdpTransport transport;
  private final EventLoopGroup group;
  private final EventLoop loop;

  SocketLoop(UdpTransport transport) {
    this(transport, Executors.defaultThreadFactory());
  }

  /** A loop on a thread of another kind, such as one in a network namespace. */
  SocketLoop(UdpTransport transport, ThreadFactory threads) {
    this.transport = transport;
    this.group = new MultiThreadIoEventLoopGroup(1, threads, transport.ioHandlerFactory());
    this.loop = group.next();
  }

  static InetSocketAddress at(String host, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(host), port);
  }

  EventLoop eventLoop() {
    return loop;
  }

  /** Runs code on the loop. */
  <T> T call(Callable<T> code) throws Exception {
    try {
      return loop.submit(code).get(30, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }

  UdpSocket open(String host, UdpSocket.Receiver receiver) throws Exception {
    return open(at(host, 0), "", null, receiver);
  }

  UdpSocket open(
      InetSocketAddress local, String device, InetSocketAddress remote, UdpSocket.Receiver receiver)
      throws Exception {
    return call(() -> transport.open(loop, local, device, remote, LINK, MAX_PAYLOAD, receiver));
  }

  void close(UdpSocket socket) throws Exception {
    call(
        () -> {
          socket.close();
          return null;
        });
  }

  /** Sends one datagram and flushes; what flush said. */
  boolean send(UdpSocket socket, InetSocketAddress remote, int ecn, byte[] payload)
      throws Exception {
    return send(socket, new NetworkPath(socket.localAddress(), remote, LINK), ecn, payload);
  }

  boolean send(UdpSocket socket, NetworkPath network, int ecn, byte[] payload) throws Exception {
    return call(() -> socket.send(transmit(network, ecn, payload)) && socket.flush());
  }

  static Transmit transmit(NetworkPath network, int ecn, byte[] payload) {
    // Not at the start of the array, for the engine does not write there either.
    Transmit transmit = new Transmit(payload.length + 3);
    transmit.offset = 3;
    transmit.length = payload.length;
    transmit.network = network;
    transmit.ecn = ecn;
    System.arraycopy(payload, 0, transmit.array, 3, payload.length);
    return transmit;
  }

  @Override
  public void close() {
    // Without a quiet period Netty may end before it closes what is registered.
    group.shutdownGracefully(50, 5000, TimeUnit.MILLISECONDS).syncUninterruptibly();
  }
}
