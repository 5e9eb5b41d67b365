package org.tquic.quic.netty;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.tquic.api.engine.LinkBinding;
import org.tquic.quic.connection.Transmit;
import org.tquic.quic.netty.udp.UdpSocket;
import org.tquic.quic.netty.udp.UdpTransport;
import org.tquic.quic.path.NetworkPath;

/** A UDP socket of an endpoint, with the datagram that it did not take. */
final class PathSocket implements UdpSocket.Receiver, AutoCloseable {
  private final EndpointDriver driver;
  private final int link;
  private final LinkBinding binding;
  private final InetSocketAddress remote;
  private UdpSocket socket;
  private Transmit refused;
  private boolean blocked;
  private boolean unflushed;

  private PathSocket(
      EndpointDriver driver, int link, LinkBinding binding, InetSocketAddress remote) {
    this.driver = driver;
    this.link = link;
    this.binding = binding;
    this.remote = remote;
  }

  /**
   * Opens a socket.
   *
   * @param local address to bind
   * @param binding the link that it is for, null for none
   * @param remote its only peer, null for any
   */
  static PathSocket open(
      EndpointDriver driver,
      UdpTransport transport,
      int link,
      InetSocketAddress local,
      LinkBinding binding,
      InetSocketAddress remote,
      int maxUdpPayload)
      throws IOException {
    PathSocket opened = new PathSocket(driver, link, binding, remote);
    String device = binding == null ? "" : binding.device();
    opened.socket =
        transport.open(driver.loop(), local, device, remote, link, maxUdpPayload, opened);
    return opened;
  }

  /** Its tag in network paths. */
  int link() {
    return link;
  }

  /** The link that it is bound to, or null. */
  LinkBinding binding() {
    return binding;
  }

  /** Its only peer, or null. */
  InetSocketAddress remote() {
    return remote;
  }

  InetSocketAddress localAddress() {
    return socket.localAddress();
  }

  /** The way from here to its only peer. */
  NetworkPath network() {
    return new NetworkPath(localAddress(), remote, link);
  }

  /** Whether it takes no datagrams until the kernel has sent some. */
  boolean isBlocked() {
    return blocked;
  }

  /** Sends a datagram, or keeps it while blocked; what comes beside the kept one is lost. */
  void send(Transmit datagram) {
    if (blocked) {
      return;
    }
    if (offer(datagram)) {
      return;
    }
    if (refused == null) {
      refused = new Transmit(datagram.array.length);
    }
    System.arraycopy(datagram.array, datagram.offset, refused.array, 0, datagram.length);
    refused.length = datagram.length;
    refused.network = datagram.network;
    refused.ecn = datagram.ecn;
    blocked = true;
  }

  private boolean offer(Transmit datagram) {
    unflushed = true;
    return socket.send(datagram) || (socket.flush() && socket.send(datagram));
  }

  void flush() {
    if (unflushed) {
      unflushed = false;
      socket.flush();
    }
  }

  @Override
  public void onDatagram(NetworkPath network, int ecn, byte[] array, int offset, int length) {
    driver.onDatagram(network, ecn, array, offset, length);
  }

  @Override
  public void onReadComplete() {
    driver.onReadComplete();
  }

  @Override
  public void onWritable() {
    if (blocked && offer(refused)) {
      blocked = false;
      driver.onUnblocked(this);
    }
  }

  @Override
  public void onError(IOException error) {
    driver.onSocketError(this, error);
  }

  @Override
  public void close() {
    socket.close();
  }
}
