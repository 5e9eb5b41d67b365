package org.tquic.lab.traffic;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * What a client says first on a flow.
 *
 * @param upload whether the client sends and the server receives
 * @param run number of the transfer
 * @param flow number of the flow within it
 * @param bytes how many it is to carry, 0 = until it is closed
 */
record FlowHeader(boolean upload, int run, int flow, long bytes) {
  private static final int MAGIC = 0x74716c62;
  private static final int LENGTH = 4 + 1 + 4 + 4 + 8;

  void write(SocketChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(LENGTH);
    buffer.putInt(MAGIC).put((byte) (upload ? 1 : 0)).putInt(run).putInt(flow).putLong(bytes);
    buffer.flip();
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  static FlowHeader read(SocketChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(LENGTH);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new EOFException("the flow ended in its header");
      }
    }
    buffer.flip();
    if (buffer.getInt() != MAGIC) {
      throw new IOException("that is no flow of the lab");
    }
    return new FlowHeader(buffer.get() == 1, buffer.getInt(), buffer.getInt(), buffer.getLong());
  }
}
