package org.tquic.linux.tun;

import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.tquic.linux.Errno;
import org.tquic.linux.LinuxException;
import org.tquic.linux.Poller;
import org.tquic.linux.internal.FileCalls;
import org.tquic.linux.internal.SocketCalls;

/**
 * A TUN device: each read gives one IP packet that the kernel routed to the device, each write puts
 * one in as if it came from there. It never blocks; register {@link #fd()} at an event loop, or
 * wait with {@link #awaitReadable}. It goes with the last descriptor, so with this process.
 *
 * <p>One thread may read while another writes. Closing waits for calls that are under way and wakes
 * a waiting reader. Reading and writing by address or segment allocates nothing.
 */
public final class TunDevice implements AutoCloseable {
  /** Longest name of a network interface, bytes. */
  public static final int MAX_NAME_BYTES = SocketCalls.MAX_INTERFACE_NAME_BYTES;

  /** Result of a read with nothing to read, or a write without room. */
  public static final int WOULD_BLOCK = -1;

  private static final String CONTROL_FILE = "/dev/net/tun";
  private static final long TUNSETIFF = 0x400454caL;
  private static final int IFF_TUN = 0x0001;
  private static final int IFF_NO_PI = 0x1000;

  private final String name;
  private final int index;
  private final int fd;
  private final Poller poller = new Poller(1);
  private final Object readLock = new Object();
  private final Object writeLock = new Object();
  private volatile boolean closed;

  private TunDevice(String name, int index, int fd) {
    this.name = name;
    this.index = index;
    this.fd = fd;
    poller.add(fd, Poller.READABLE);
  }

  /**
   * Makes a TUN device in the calling thread's network namespace, or takes over a persistent one
   * that nobody uses. It is down and has no address yet.
   *
   * @param pattern interface name of at most {@value #MAX_NAME_BYTES} bytes; {@code %d} in it
   *     stands for the first free number
   * @throws LinuxException ENOENT or ENODEV without the TUN driver, EPERM without CAP_NET_ADMIN,
   *     EBUSY when another program uses the device, EINVAL when another kind of device has the name
   */
  public static TunDevice open(String pattern) {
    String attempted = "open the TUN device " + pattern;
    int fd =
        FileCalls.open(CONTROL_FILE, FileCalls.O_RDWR | FileCalls.O_NONBLOCK | FileCalls.O_CLOEXEC);
    if (fd < 0) {
      throw new LinuxException(
          "open(" + CONTROL_FILE + ")", -fd, attempted, "", remedy(-fd, pattern));
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment request = SocketCalls.interfaceRequest(arena, pattern);
      request.set(JAVA_SHORT, 16, (short) (IFF_TUN | IFF_NO_PI));
      int result = FileCalls.ioctl(fd, TUNSETIFF, request);
      if (result < 0) {
        throw new LinuxException(
            "ioctl(TUNSETIFF)", -result, attempted, "", remedy(-result, pattern));
      }
      String name = request.getString(0);
      int index = SocketCalls.interfaceIndex(name);
      if (index < 0) {
        throw new LinuxException("ioctl(SIOCGIFINDEX)", -index, attempted);
      }
      return new TunDevice(name, index, fd);
    } catch (RuntimeException e) {
      FileCalls.close(fd);
      throw e;
    }
  }

  private static String remedy(int errno, String pattern) {
    return switch (errno) {
      case Errno.ENOENT, Errno.ENODEV, Errno.ENXIO ->
          "Load the driver with `modprobe tun` (on OpenWrt: install kmod-tun); in a container,"
              + " pass /dev/net/tun in.";
      case Errno.EPERM, Errno.EACCES ->
          "Run as root, or give the program the capability CAP_NET_ADMIN.";
      case Errno.EBUSY ->
          "Another program uses "
              + pattern
              + "; stop it, or configure another device name. `ip -d link show "
              + pattern
              + "` shows it.";
      case Errno.EINVAL ->
          "A device of another kind may have that name (`ip -d link show "
              + pattern
              + "`); configure another device name.";
      default -> "The kernel log (dmesg) may say more.";
    };
  }

  /** The interface name that the kernel gave it. */
  public String name() {
    return name;
  }

  /** Its interface index. */
  public int index() {
    return index;
  }

  /** The descriptor, for an event loop; it belongs to this device. */
  public int fd() {
    return fd;
  }

  /**
   * Reads one packet.
   *
   * @param target where to; the packet starts at offset 0
   * @param length room in bytes; the rest of a longer packet is lost
   * @return bytes of the packet, or {@link #WOULD_BLOCK}
   * @throws LinuxException EBADF when closed, EIO when the device was deleted
   */
  public int read(MemorySegment target, int length) {
    checkRoom(target, length);
    synchronized (readLock) {
      checkOpen();
      return outcome(FileCalls.read(fd, target, length), "read");
    }
  }

  /** The same to a native address, at which {@code length} bytes must be writable. */
  public int read(long address, int length) {
    synchronized (readLock) {
      checkOpen();
      return outcome(FileCalls.read(fd, address, length), "read");
    }
  }

  /** The same to the position of a direct buffer, which moves forward by the packet. */
  public int read(ByteBuffer target) {
    int count = read(direct(target), target.remaining());
    if (count > 0) {
      target.position(target.position() + count);
    }
    return count;
  }

  /**
   * Writes one packet.
   *
   * @param source the packet from offset 0 on
   * @param length its bytes
   * @return bytes written, which is the whole packet, or {@link #WOULD_BLOCK}
   * @throws LinuxException EINVAL when it is neither IPv4 nor IPv6, EIO when the device is down,
   *     EBADF when closed
   */
  public int write(MemorySegment source, int length) {
    checkRoom(source, length);
    synchronized (writeLock) {
      checkOpen();
      return outcome(FileCalls.write(fd, source, length), "write");
    }
  }

  /** The same from a native address, at which {@code length} bytes must be readable. */
  public int write(long address, int length) {
    synchronized (writeLock) {
      checkOpen();
      return outcome(FileCalls.write(fd, address, length), "write");
    }
  }

  /** The same from the rest of a direct buffer, which is then consumed. */
  public int write(ByteBuffer source) {
    int count = write(direct(source), source.remaining());
    if (count > 0) {
      source.position(source.position() + count);
    }
    return count;
  }

  /**
   * Waits until a packet can be read; for one thread that reads without an event loop.
   *
   * @param timeoutNs time to wait, negative for ever
   * @return whether there is something to read; false when the time is up or the device was closed
   */
  public boolean awaitReadable(long timeoutNs) {
    synchronized (readLock) {
      return !closed && poller.poll(timeoutNs) && !closed;
    }
  }

  /** Whether {@link #close} was not called yet. */
  public boolean isOpen() {
    return !closed;
  }

  /** Closes the device; the kernel deletes it with its addresses and routes. */
  @Override
  public void close() {
    closed = true;
    poller.wake();
    synchronized (readLock) {
      synchronized (writeLock) {
        if (poller.isOpen()) {
          poller.close();
          FileCalls.close(fd);
        }
      }
    }
  }

  private static MemorySegment direct(ByteBuffer buffer) {
    if (!buffer.isDirect()) {
      throw new IllegalArgumentException("a TUN device needs direct buffers");
    }
    return MemorySegment.ofBuffer(buffer);
  }

  private static void checkRoom(MemorySegment segment, int length) {
    if (length < 0 || length > segment.byteSize()) {
      throw new IndexOutOfBoundsException(length + " bytes in " + segment.byteSize());
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new LinuxException("read or write", Errno.EBADF, "use the closed TUN device " + name);
    }
  }

  private int outcome(long result, String call) {
    if (result >= 0) {
      return (int) result;
    }
    if (result == -Errno.EAGAIN || result == -Errno.EINTR) {
      return WOULD_BLOCK;
    }
    throw new LinuxException(call, (int) -result, call + " a packet of the TUN device " + name);
  }
}
