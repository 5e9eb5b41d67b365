package org.tquic.gateway.selftest;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Promise;
import java.util.BitSet;
import org.tquic.bond.PacketPort;
import org.tquic.bond.PacketSink;

/**
 * Numbered inner packets from one end to the other, a few under way at a time. It is the inner side
 * of the end that receives. Used on the loop that owns both ends.
 */
final class Direction implements PacketPort {
  private static final int UNDER_WAY = 64;
  private static final int PACKET_BYTES = 1200;
  private static final int NUMBER_OFFSET = 28;

  private final EventLoop loop;
  private final int address;
  private final BitSet arrived = new BitSet();
  private Promise<Void> done;
  private PacketSink sink;
  private int count;
  private int sent;
  private boolean feeding;

  /**
   * Nothing flows yet.
   *
   * @param address the router's inner IPv4 address: packets come from it and go to it, so that
   *     either end takes them
   */
  Direction(EventLoop loop, int address) {
    this.loop = loop;
    this.address = address;
  }

  /**
   * Sends packets into the sending end; the promise completes when so many have arrived. A bond may
   * lose some, as IP does, so more than that are sent if need be.
   */
  void start(PacketSink into, int packets, Promise<Void> whenDone) {
    sink = into;
    count = packets;
    done = whenDone;
    feed();
  }

  int arrived() {
    return arrived.cardinality();
  }

  @Override
  public void write(ByteBuf packet) {
    arrived.set(packet.getInt(packet.readerIndex() + NUMBER_OFFSET));
    packet.release();
  }

  @Override
  public void flush() {
    if (!feeding) {
      feeding = true;
      // Not now: the bond is in the middle of what it received.
      loop.execute(this::feed);
    }
  }

  private void feed() {
    feeding = false;
    int received = arrived();
    while (received < count && sent - received < UNDER_WAY) {
      sink.accept(packet(sent++));
    }
    sink.flush();
    if (received >= count) {
      done.trySuccess(null);
    }
  }

  /** IPv4 UDP with a number, and room for the headers of the bond. */
  private ByteBuf packet(int number) {
    int at = PacketSink.HEADROOM;
    ByteBuf packet =
        PooledByteBufAllocator.DEFAULT
            .directBuffer(at + PACKET_BYTES)
            .writeZero(at + PACKET_BYTES)
            .readerIndex(at);
    packet.setByte(at, 0x45).setShort(at + 2, PACKET_BYTES);
    packet.setByte(at + 8, 64).setByte(at + 9, 17);
    packet.setInt(at + 12, address).setInt(at + 16, address);
    return packet.setInt(at + NUMBER_OFFSET, number);
  }
}
