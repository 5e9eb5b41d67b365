package org.tquic.quic.netty.udp;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.tquic.quic.connection.Transmit;
import org.tquic.quic.path.NetworkPath;

/** A UDP socket that an event loop drives; used on that loop only. */
public interface UdpSocket extends AutoCloseable {
  /** Who gets what comes in; called on the loop, never from within {@link #send}. */
  interface Receiver {
    /**
     * A datagram came.
     *
     * @param network own address first; on a wildcard socket the address that it was sent to, where
     *     the platform tells. The same object for the same addresses, as long as few are in use.
     * @param ecn codepoint of its IP header, 0 where the platform does not tell
     * @param array valid during the call; may be written to
     */
    void onDatagram(NetworkPath network, int ecn, byte[] array, int offset, int length);

    /** What was there is handed on, or enough of it for one turn of the loop. */
    void onReadComplete();

    /** The socket takes datagrams again after {@link #flush} gave false. */
    void onWritable();

    /** The kernel reported an error: of an earlier datagram (ICMP), or of the socket itself. */
    void onError(IOException error);
  }

  /**
   * Takes a copy of a datagram; it leaves at {@link #flush} at the latest. What the kernel refuses
   * for its size is dropped like a lost one.
   *
   * @return false when it was not taken, for the kernel's buffer is full: flush and wait
   */
  boolean send(Transmit datagram);

  /**
   * Hands all that was taken to the kernel.
   *
   * @return false when its buffer is full; the rest is kept, and {@link Receiver#onWritable}
   *     follows
   */
  boolean flush();

  /** The address bound. */
  InetSocketAddress localAddress();

  /** Closes it; nothing is called any more. What is not flushed is lost. */
  @Override
  void close();
}
