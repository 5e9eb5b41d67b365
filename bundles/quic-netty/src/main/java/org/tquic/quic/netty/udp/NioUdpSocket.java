package org.tquic.quic.netty.udp;

import io.netty.channel.EventLoop;
import io.netty.channel.IoEvent;
import io.netty.channel.IoRegistration;
import io.netty.channel.nio.NioIoEvent;
import io.netty.channel.nio.NioIoHandle;
import io.netty.channel.nio.NioIoOps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.UnsupportedAddressTypeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.linux.LinuxException;
import org.tquic.linux.socket.DeviceBinding;
import org.tquic.linux.socket.Fragmentation;
import org.tquic.quic.connection.Transmit;

/**
 * A datagram channel of the JDK at Netty's selector. Datagrams go to the kernel when they are sent;
 * nothing is kept here.
 */
final class NioUdpSocket implements UdpSocket, NioIoHandle {
  private static final Logger LOG = LoggerFactory.getLogger(NioUdpSocket.class);
  private static final int RECEIVE_BUFFER_BYTES = 4 << 20;
  private static final int SEND_BUFFER_BYTES = 2 << 20;

  /** Datagrams after which the loop turns to other work. */
  private static final int DATAGRAMS_PER_TURN = 256;

  /** The JDK tells this error by the text of the C library only. */
  private static final String EMSGSIZE_TEXT = "Message too long";

  private final DatagramChannel channel;
  private final InetSocketAddress local;
  private final Receiver receiver;
  private final RemotePaths paths;
  private final boolean connected;
  private final int maxUdpPayload;
  private final ByteBuffer outgoing;
  private final ByteBuffer incoming;
  private final byte[] datagram;
  private IoRegistration registration;
  private IOException sendError;
  private boolean blocked;
  private boolean closed;

  private NioUdpSocket(
      DatagramChannel channel,
      InetSocketAddress local,
      InetSocketAddress remote,
      int link,
      int maxUdpPayload,
      Receiver receiver) {
    this.channel = channel;
    this.local = local;
    this.receiver = receiver;
    this.connected = remote != null;
    this.paths = new RemotePaths(local, link);
    this.maxUdpPayload = maxUdpPayload;
    this.outgoing = ByteBuffer.allocateDirect(maxUdpPayload);
    // One byte more, for the JDK cuts what is too long without a word.
    this.incoming = ByteBuffer.allocateDirect(maxUdpPayload + 1);
    this.datagram = new byte[maxUdpPayload];
  }

  static NioUdpSocket open(
      EventLoop loop,
      InetSocketAddress local,
      String device,
      InetSocketAddress remote,
      int link,
      int maxUdpPayload,
      Receiver receiver)
      throws IOException {
    DatagramChannel channel = DatagramChannel.open(familyOf(local));
    try {
      channel.configureBlocking(false);
      request(channel, StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER_BYTES);
      request(channel, StandardSocketOptions.SO_SNDBUF, SEND_BUFFER_BYTES);
      channel.bind(local);
      forbidFragmentation(channel);
      if (!device.isEmpty()) {
        DeviceBinding.bind(channel, device);
      }
      if (remote != null) {
        channel.connect(remote);
      }
      NioUdpSocket socket =
          new NioUdpSocket(
              channel, boundAddress(channel, local), remote, link, maxUdpPayload, receiver);
      socket.registration = LoopRegistration.register(loop, socket);
      socket.registration.submit(NioIoOps.READ);
      return socket;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static ProtocolFamily familyOf(InetSocketAddress local) {
    return local.getAddress() instanceof Inet6Address
        ? StandardProtocolFamily.INET6
        : StandardProtocolFamily.INET;
  }

  /** Best effort: a smaller buffer only loses datagrams earlier under load. */
  private static void request(DatagramChannel channel, SocketOption<Integer> option, int value) {
    try {
      channel.setOption(option, value);
    } catch (IOException e) {
      // The kernel's default stays.
    }
  }

  /** Best effort, for the JDK has no such option and other systems than Linux have others. */
  private static void forbidFragmentation(DatagramChannel channel) {
    try {
      Fragmentation.forbid(channel);
    } catch (LinuxException | UncheckedIOException e) {
      LOG.debug("what is sent from a UDP socket may be fragmented", e);
    }
  }

  /** The JDK may show the wildcard of a dual-stack socket as the other family's. */
  private static InetSocketAddress boundAddress(DatagramChannel channel, InetSocketAddress asked)
      throws IOException {
    InetSocketAddress bound = (InetSocketAddress) channel.getLocalAddress();
    return bound.getAddress().isAnyLocalAddress()
        ? new InetSocketAddress(asked.getAddress(), bound.getPort())
        : bound;
  }

  @Override
  public InetSocketAddress localAddress() {
    return local;
  }

  @Override
  public SelectableChannel selectableChannel() {
    return channel;
  }

  @Override
  public boolean send(Transmit datagram) {
    if (blocked || closed) {
      return closed;
    }
    outgoing.clear();
    outgoing.put(datagram.array, datagram.offset, datagram.length).flip();
    try {
      if (outgoing.hasRemaining() && write(datagram.network.remote()) == 0) {
        blocked = true;
        registration.submit(NioIoOps.READ_AND_WRITE);
        return false;
      }
    } catch (IOException e) {
      failed(e);
    } catch (UnsupportedAddressTypeException | UnresolvedAddressException e) {
      failed(new IOException("cannot send from " + local + " to " + datagram.network.remote(), e));
    }
    return true;
  }

  private int write(InetSocketAddress remote) throws IOException {
    return connected ? channel.write(outgoing) : channel.send(outgoing, remote);
  }

  private void failed(IOException error) {
    if (!EMSGSIZE_TEXT.equals(error.getMessage())) {
      sendError = error;
    }
  }

  @Override
  public boolean flush() {
    // Not told while sending, for the receiver may be in the middle of its own work then.
    IOException error = sendError;
    if (error != null && !closed) {
      sendError = null;
      receiver.onError(error);
    }
    return !blocked || closed;
  }

  @Override
  public void handle(IoRegistration origin, IoEvent event) {
    NioIoOps ops = ((NioIoEvent) event).ops();
    if (!closed && blocked && ops.contains(NioIoOps.WRITE)) {
      blocked = false;
      registration.submit(NioIoOps.READ);
      receiver.onWritable();
    }
    if (!closed && ops.contains(NioIoOps.READ)) {
      read();
    }
  }

  private void read() {
    try {
      for (int i = 0; i < DATAGRAMS_PER_TURN; i++) {
        InetSocketAddress remote = next();
        if (remote == null) {
          break;
        }
        deliver(remote);
        if (closed) {
          return;
        }
      }
    } catch (IOException e) {
      receiver.onError(e);
    }
    if (!closed) {
      receiver.onReadComplete();
    }
  }

  private InetSocketAddress next() throws IOException {
    return (InetSocketAddress) channel.receive(incoming.clear());
  }

  private void deliver(InetSocketAddress remote) {
    int length = incoming.flip().remaining();
    if (length > 0 && length <= maxUdpPayload) {
      incoming.get(datagram, 0, length);
      receiver.onDatagram(paths.from(remote), 0, datagram, 0, length);
    }
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
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing is left of it, and nobody could do anything about it.
    }
  }
}
