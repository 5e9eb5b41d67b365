package org.tquic.quic.netty;

import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.tquic.quic.connection.Transmit;
import org.tquic.quic.netty.udp.NioUdpTransport;
import org.tquic.quic.netty.udp.UdpSocket;
import org.tquic.quic.netty.udp.UdpTransport;

/** Sockets that can be made to refuse datagrams, as with a kernel whose buffer is full. */
final class GatedTransport implements UdpTransport {
  private final UdpTransport transport = new NioUdpTransport();

  /** All sockets, in the order of their opening. */
  final List<Gate> gates = new CopyOnWriteArrayList<>();

  @Override
  public String name() {
    return "gated";
  }

  @Override
  public IoHandlerFactory ioHandlerFactory() {
    return transport.ioHandlerFactory();
  }

  @Override
  public UdpSocket open(
      EventLoop loop,
      InetSocketAddress local,
      String device,
      InetSocketAddress remote,
      int link,
      int maxUdpPayload,
      UdpSocket.Receiver receiver)
      throws IOException {
    Gate gate =
        new Gate(
            transport.open(loop, local, device, remote, link, maxUdpPayload, receiver),
            loop,
            receiver);
    gates.add(gate);
    return gate;
  }

  /** A socket that is open or shut. */
  static final class Gate implements UdpSocket {
    private final UdpSocket socket;
    private final EventLoop loop;
    private final Receiver receiver;
    private boolean shut;

    Gate(UdpSocket socket, EventLoop loop, Receiver receiver) {
      this.socket = socket;
      this.loop = loop;
      this.receiver = receiver;
    }

    void shut() throws Exception {
      loop.submit(() -> shut = true).get();
    }

    void open() throws Exception {
      loop.submit(this::openOnLoop).get();
    }

    void openOnLoop() {
      shut = false;
      receiver.onWritable();
    }

    @Override
    public boolean send(Transmit datagram) {
      return !shut && socket.send(datagram);
    }

    @Override
    public boolean flush() {
      return socket.flush() && !shut;
    }

    @Override
    public InetSocketAddress localAddress() {
      return socket.localAddress();
    }

    @Override
    public void close() {
      socket.close();
    }
  }
}
