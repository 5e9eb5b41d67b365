package org.tquic.quic.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.codec.quic.QuicException;
import io.netty.handler.codec.quic.QuicTransportError;
import org.tquic.quic.connection.Connection;

/** Gives buffers to a connection as DATAGRAM payloads. */
final class DatagramWriter {
  private final byte[] scratch;

  /**
   * @param scratch memory for copies
   */
  DatagramWriter(byte[] scratch) {
    this.scratch = scratch;
  }

  /**
   * Writes until all is written or the queue is full; what is too long fails. What is left has to
   * wait for room.
   */
  void write(Connection connection, ChannelOutboundBuffer in) {
    Object message;
    while ((message = in.current()) != null) {
      ByteBuf payload = (ByteBuf) message;
      int length = payload.readableBytes();
      if (length > connection.maxDatagramBytes()) {
        in.remove(tooLong(length, connection.maxDatagramBytes()));
        continue;
      }
      if (!connection.sendDatagram(array(payload), offset(payload), length, 0, System.nanoTime())) {
        return;
      }
      in.remove();
    }
  }

  private static QuicException tooLong(int length, int limit) {
    return new QuicException(
        "a DATAGRAM frame carries " + limit + " bytes now, not " + length,
        QuicTransportError.NO_ERROR);
  }

  /** Writes one for a path; the buffer stays the caller's. */
  boolean write(Connection connection, long pathId, ByteBuf payload) {
    int length = payload.readableBytes();
    return length <= scratch.length
        && connection.sendDatagram(
            pathId, array(payload), offset(payload), length, System.nanoTime());
  }

  private byte[] array(ByteBuf payload) {
    if (payload.hasArray()) {
      return payload.array();
    }
    payload.getBytes(payload.readerIndex(), scratch, 0, payload.readableBytes());
    return scratch;
  }

  private static int offset(ByteBuf payload) {
    return payload.hasArray() ? payload.arrayOffset() + payload.readerIndex() : 0;
  }
}
