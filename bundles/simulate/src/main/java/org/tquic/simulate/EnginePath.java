package org.tquic.simulate;

import io.netty.buffer.ByteBuf;
import java.util.function.LongSupplier;
import org.tquic.api.bond.PathReason;
import org.tquic.bond.path.CarrierTransport;
import org.tquic.bond.path.TransportSample;
import org.tquic.quic.connection.Connection;
import org.tquic.quic.connection.PathSnapshot;

/**
 * One path of a simulated connection as a carrier's transport. In front of each datagram go two
 * bytes: as many as HTTP Datagrams take for a stream and a context with low numbers, RFC 9297.
 */
final class EnginePath implements CarrierTransport {
  static final int PREFIX_BYTES = 2;

  /** A full packet less the header and the tag of QUIC and the header of a DATAGRAM frame. */
  private static final int INITIAL_PAYLOAD_BYTES = 1_150;

  private final Connection connection;
  private final long pathId;
  private final LongSupplier clock;
  private final byte[] scratch = new byte[1 << 11];

  EnginePath(Connection connection, long pathId, LongSupplier clock) {
    this.connection = connection;
    this.pathId = pathId;
    this.clock = clock;
  }

  @Override
  public boolean send(long context, ByteBuf payload) {
    int length = payload.readableBytes();
    scratch[0] = 0;
    scratch[1] = (byte) context;
    payload.readBytes(scratch, PREFIX_BYTES, length);
    payload.release();
    return connection.sendDatagram(pathId, scratch, 0, PREFIX_BYTES + length, clock.getAsLong());
  }

  @Override
  public boolean boundsItself() {
    return true;
  }

  @Override
  public long room() {
    return connection.datagramRoom(pathId);
  }

  @Override
  public void flush() {}

  @Override
  public void sample(TransportSample into) {
    PathSnapshot path = connection.path(pathId);
    if (path != null) {
      into.congestionWindow = path.congestionWindowBytes();
      into.rttNs = path.smoothedRttNs();
    }
  }

  @Override
  public int maxPayload() {
    return Math.max(connection.maxDatagramBytes(pathId) - PREFIX_BYTES, INITIAL_PAYLOAD_BYTES);
  }

  @Override
  public String congestion() {
    return connection.path(pathId).controller();
  }

  @Override
  public void close(PathReason reason) {}

  @Override
  public String local() {
    return "";
  }

  @Override
  public String remote() {
    return "";
  }
}
