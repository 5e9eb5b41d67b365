package org.tquic.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.tquic.quic.Ecn;
import org.tquic.quic.connection.Transmit;
import org.tquic.quic.endpoint.Endpoint;
import org.tquic.quic.path.NetworkPath;
import org.tquic.quic.sim.SimDatagram;

/**
 * Runs an endpoint over UDP sockets of the loopback interface, on a thread of its own. Between an
 * address and the rest of the world there can be an emulated link.
 */
final class UdpDriver implements AutoCloseable {
  private static final int MAX_DATAGRAM_BYTES = 65_527;
  private static final int SOCKET_BUFFER_BYTES = 1 << 22;

  /** Datagrams taken in before the answers to them go out, as an application would. */
  private static final int BATCH = 16;

  private final Endpoint endpoint;
  private final Selector selector;
  private final Map<InetSocketAddress, DatagramChannel> channels = new HashMap<>();
  private final List<DatagramChannel> replaced = new ArrayList<>();
  private final Map<InetAddress, EmulatedLink> links = new HashMap<>();
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final Transmit out = new Transmit(MAX_DATAGRAM_BYTES);
  private final ByteBuffer in = ByteBuffer.allocate(MAX_DATAGRAM_BYTES);
  private final Thread thread;
  private boolean unsent;
  private volatile boolean stopped;
  private volatile Throwable failure;

  UdpDriver(Endpoint endpoint) {
    this.endpoint = endpoint;
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    thread = Thread.ofPlatform().name("udp-driver").start(this::run);
  }

  /** Does something on the driver's thread and waits for its result. */
  <T> T call(Callable<T> action) {
    CompletableFuture<T> result = new CompletableFuture<>();
    tasks.add(
        () -> {
          try {
            result.complete(action.call());
          } catch (Exception e) {
            result.completeExceptionally(e);
          }
        });
    selector.wakeup();
    return Waiting.get(result);
  }

  /** Puts a link between an address, of either end, and the other end. */
  void attach(InetAddress address, EmulatedLink link) {
    call(() -> links.put(address, link));
  }

  /** Does something with a link. */
  <T> T onLink(InetAddress address, Function<EmulatedLink, T> action) {
    return call(() -> action.apply(links.get(address)));
  }

  /** Opens one more socket. */
  InetSocketAddress bind() {
    return bind(InetAddress.getLoopbackAddress());
  }

  /** Opens one more socket, on one of the addresses of the loopback interface. */
  InetSocketAddress bind(InetAddress address) {
    return call(
        () -> {
          DatagramChannel channel = open(address);
          InetSocketAddress local = (InetSocketAddress) channel.getLocalAddress();
          register(local, channel);
          return local;
        });
  }

  /**
   * Puts a socket with another port in the place of one. The endpoint does not learn of it, as with
   * a NAT that has forgotten a mapping.
   *
   * @param keepOld whether what is sent to the old port still arrives
   */
  void rebind(InetSocketAddress local, boolean keepOld) {
    call(
        () -> {
          DatagramChannel next = open(local.getAddress());
          DatagramChannel old = channels.get(local);
          register(local, next);
          if (keepOld) {
            replaced.add(old);
          } else {
            old.close();
          }
          return null;
        });
  }

  private static DatagramChannel open(InetAddress address) throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER_BYTES);
    channel.setOption(StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER_BYTES);
    channel.bind(new InetSocketAddress(address, 0));
    return channel;
  }

  private void register(InetSocketAddress local, DatagramChannel channel) throws IOException {
    channel.register(selector, SelectionKey.OP_READ, local);
    channels.put(local, channel);
  }

  private void run() {
    try {
      while (!stopped) {
        Runnable task;
        while ((task = tasks.poll()) != null) {
          task.run();
        }
        boolean more = receive();
        arrive();
        if (endpoint.nextTimeoutNs() <= System.nanoTime()) {
          endpoint.onTimeout(System.nanoTime());
        }
        send();
        depart();
        if (more) {
          selector.selectNow();
        } else {
          await();
        }
      }
    } catch (IOException | RuntimeException e) {
      failure = e;
    } finally {
      stopped = true;
      channels.values().forEach(UdpDriver::closeQuietly);
      replaced.forEach(UdpDriver::closeQuietly);
      closeQuietly(selector);
    }
  }

  private boolean receive() throws IOException {
    boolean more = false;
    for (SelectionKey key : selector.selectedKeys()) {
      int count = 0;
      while (key.isValid() && count < BATCH && receive(key)) {
        count++;
      }
      more |= count == BATCH;
    }
    selector.selectedKeys().clear();
    return more;
  }

  private boolean receive(SelectionKey key) throws IOException {
    in.clear();
    InetSocketAddress remote = (InetSocketAddress) ((DatagramChannel) key.channel()).receive(in);
    if (remote == null) {
      return false;
    }
    NetworkPath network = new NetworkPath((InetSocketAddress) key.attachment(), remote, 0);
    EmulatedLink link = linkOf(network);
    if (link == null) {
      endpoint.onDatagram(System.nanoTime(), network, Ecn.NOT_ECT, in.array(), 0, in.position());
    } else {
      byte[] datagram = Arrays.copyOf(in.array(), in.position());
      link.down.offer(
          new SimDatagram(remote, network.local(), Ecn.NOT_ECT, datagram), System.nanoTime());
    }
    return true;
  }

  /** Whichever end has it before its address. */
  private EmulatedLink linkOf(NetworkPath network) {
    EmulatedLink own = links.get(network.local().getAddress());
    return own != null ? own : links.get(network.remote().getAddress());
  }

  /** Takes in what has come through the links. */
  private void arrive() {
    for (EmulatedLink link : links.values()) {
      SimDatagram datagram;
      while ((datagram = link.down.poll(System.nanoTime())) != null) {
        link.onCarried();
        NetworkPath network = new NetworkPath(datagram.destination(), datagram.source(), 0);
        byte[] data = datagram.data();
        endpoint.onDatagram(System.nanoTime(), network, Ecn.NOT_ECT, data, 0, data.length);
      }
    }
  }

  /** Lets go what has come through the links; what the socket does not take is lost. */
  private void depart() throws IOException {
    for (EmulatedLink link : links.values()) {
      SimDatagram datagram;
      while ((datagram = link.up.poll(System.nanoTime())) != null) {
        link.onCarried();
        channels
            .get(datagram.source())
            .send(ByteBuffer.wrap(datagram.data()), datagram.destination());
      }
    }
  }

  private void send() throws IOException {
    while (unsent || endpoint.poll(System.nanoTime(), out)) {
      EmulatedLink link = linkOf(out.network);
      if (link != null) {
        byte[] datagram = Arrays.copyOfRange(out.array, out.offset, out.offset + out.length);
        link.up.offer(
            new SimDatagram(out.network.local(), out.network.remote(), Ecn.NOT_ECT, datagram),
            System.nanoTime());
        continue;
      }
      DatagramChannel channel = channels.get(out.network.local());
      ByteBuffer datagram = ByteBuffer.wrap(out.array, out.offset, out.length);
      unsent = channel.send(datagram, out.network.remote()) == 0;
      channel
          .keyFor(selector)
          .interestOps(
              unsent ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
      if (unsent) {
        return;
      }
    }
  }

  private void await() throws IOException {
    long next = endpoint.nextTimeoutNs();
    for (EmulatedLink link : links.values()) {
      next = Math.min(next, link.nextEventNs());
    }
    if (!tasks.isEmpty()) {
      selector.selectNow();
    } else if (next == Long.MAX_VALUE || unsent) {
      selector.select();
    } else {
      long waitNs = next - System.nanoTime();
      if (waitNs <= 0) {
        selector.selectNow();
      } else {
        selector.select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(waitNs)));
      }
    }
  }

  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Stops the thread; throws what the endpoint has thrown. */
  @Override
  public void close() {
    stopped = true;
    selector.wakeup();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(Waiting.SECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    if (failure != null) {
      throw new AssertionError("the endpoint failed", failure);
    }
  }
}
