package org.tquic.shell.wire;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.util.Optional;

/**
 * Frames over a byte channel: four bytes of payload length (big endian), one byte of kind, payload.
 * One thread may read while another writes; neither side is for several threads at once.
 */
public final class FrameChannel implements Closeable {
  /** The protocol's version, told in HELLO. */
  public static final int VERSION = 1;

  private static final int HEADER_BYTES = 5;

  private final ByteChannel channel;
  private final ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);

  /** Frames over this channel, which must be in blocking mode. */
  public FrameChannel(ByteChannel channel) {
    this.channel = channel;
  }

  /**
   * Waits for the next frame.
   *
   * @return the frame, or empty when the peer closed the channel between two frames
   * @throws MalformedFrameException when the kind is unknown or the length above its limit
   * @throws EOFException when the channel ends inside a frame
   */
  public Optional<Frame> read() throws IOException {
    header.clear();
    if (channel.read(header) < 0) {
      return Optional.empty();
    }
    fill(header);
    header.flip();
    int length = header.getInt();
    byte code = header.get();
    FrameType type =
        FrameType.of(code)
            .orElseThrow(() -> new MalformedFrameException("unknown kind of frame: " + code));
    if (length < 0 || length > type.maxPayload()) {
      throw new MalformedFrameException(
          type + " of " + (length & 0xffff_ffffL) + " bytes, at most " + type.maxPayload());
    }
    ByteBuffer payload = ByteBuffer.allocate(length);
    fill(payload);
    return Optional.of(new Frame(type, payload.array()));
  }

  /** Writes the whole frame. */
  public void write(Frame frame) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES + frame.payload().length);
    bytes.putInt(frame.payload().length).put(frame.type().code()).put(frame.payload()).flip();
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private void fill(ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new EOFException("the connection ended inside a frame");
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
