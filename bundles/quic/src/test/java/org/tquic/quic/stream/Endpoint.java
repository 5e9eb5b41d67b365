package org.tquic.quic.stream;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tquic.quic.Role;
import org.tquic.quic.wire.WireReader;
import org.tquic.quic.wire.WireWriter;

/** A stream set with its events written down, and packets of its frames. */
final class Endpoint implements StreamEvents {
  /** A record of one frame as a packet keeps it. */
  record Sent(int kind, long a, long b, long c) {}

  /** The frames of one packet, as bytes and as records. */
  record Packet(byte[] payload, List<Sent> frames) {
    boolean has(int kind) {
      return frames.stream().anyMatch(frame -> frame.kind() == kind);
    }
  }

  static final LocalLimits LIMITS =
      new LocalLimits(10_000, 3_000, 4_000, 5_000, 4, 3, 6_000, 100_000, 50_000);

  final StreamSet streams;
  final List<String> events = new ArrayList<>();

  Endpoint(Role role, LocalLimits limits) {
    streams = new StreamSet(role, limits, this);
  }

  /** One whose peer has the same limits. */
  static Endpoint of(Role role) {
    return of(role, LIMITS, LIMITS.asSeenByPeer());
  }

  static Endpoint of(Role role, LocalLimits limits, PeerLimits peer) {
    Endpoint endpoint = new Endpoint(role, limits);
    endpoint.streams.setPeerLimits(peer);
    return endpoint;
  }

  Packet packet(int bytes) {
    byte[] payload = new byte[bytes];
    WireWriter out = new WireWriter().reset(payload, 0, bytes);
    List<Sent> frames = new ArrayList<>();
    int count = streams.fill(out, (kind, a, b, c) -> frames.add(new Sent(kind, a, b, c)));
    if (count != frames.size()) {
      throw new AssertionError("count of frames");
    }
    return new Packet(Arrays.copyOf(payload, out.position()), frames);
  }

  /** Packets until there is nothing to send. */
  List<Packet> flush() {
    List<Packet> packets = new ArrayList<>();
    while (streams.wantsToSend()) {
      packets.add(packet(1200));
    }
    return packets;
  }

  List<Sent> flushFrames() {
    return flush().stream().flatMap(packet -> packet.frames().stream()).toList();
  }

  void acked(Sent frame) {
    streams.onAcked(frame.kind(), frame.a(), frame.b(), frame.c());
  }

  void lost(Sent frame) {
    streams.onLost(frame.kind(), frame.a(), frame.b(), frame.c());
  }

  boolean reinject(Sent frame) {
    return streams.markForReinjection(frame.kind(), frame.a(), frame.b(), frame.c());
  }

  void ackAll() {
    flushFrames().forEach(this::acked);
  }

  int write(long id, int length, boolean fin) {
    return streams.write(id, new byte[length], 0, length, fin);
  }

  void onStream(long id, long offset, int length, boolean fin) {
    streams.onStream(id, offset, fin, new byte[length], 0, length);
  }

  int read(long id, int length) {
    return streams.read(id, new byte[length], 0, length);
  }

  /** Events since the last call. */
  List<String> takeEvents() {
    List<String> taken = List.copyOf(events);
    events.clear();
    return taken;
  }

  /** Takes the frames of a packet of the peer's. */
  void receive(byte[] payload) {
    WireReader in = new WireReader().reset(payload, 0, payload.length);
    while (in.hasRemaining()) {
      receiveFrame(in, in.u8());
    }
  }

  private void receiveFrame(WireReader in, int type) {
    switch (type) {
      case 0x04 -> streams.onResetStream(in.varInt(), in.varInt(), in.varInt());
      case 0x05 -> streams.onStopSending(in.varInt(), in.varInt());
      case 0x10 -> streams.onMaxData(in.varInt());
      case 0x11 -> streams.onMaxStreamData(in.varInt(), in.varInt());
      case 0x12 -> streams.onMaxStreams(true, in.varInt());
      case 0x13 -> streams.onMaxStreams(false, in.varInt());
      case 0x14 -> streams.onDataBlocked(in.varInt());
      case 0x15 -> streams.onStreamDataBlocked(in.varInt(), in.varInt());
      case 0x16 -> streams.onStreamsBlocked(true, in.varInt());
      case 0x17 -> streams.onStreamsBlocked(false, in.varInt());
      default -> receiveStream(in, type);
    }
  }

  private void receiveStream(WireReader in, int type) {
    if (type < 0x08 || type > 0x0f) {
      throw new AssertionError("no frame of streams: " + type);
    }
    long id = in.varInt();
    long offset = (type & 4) == 0 ? 0 : in.varInt();
    int length = (type & 2) == 0 ? in.remaining() : in.length();
    int from = in.skip(length);
    streams.onStream(id, offset, (type & 1) != 0, in.array(), from, length);
  }

  @Override
  public void onOpened(long id) {
    events.add("opened " + id);
  }

  @Override
  public void onReadable(long id) {
    events.add("readable " + id);
  }

  @Override
  public void onWritable(long id) {
    events.add("writable " + id);
  }

  @Override
  public void onReset(long id, long code) {
    events.add("reset " + id + " " + code);
  }

  @Override
  public void onStopSending(long id, long code) {
    events.add("stop " + id + " " + code);
  }

  @Override
  public void onFinished(long id) {
    events.add("finished " + id);
  }

  @Override
  public void onStreamsAvailable(boolean bidirectional) {
    events.add("available " + bidirectional);
  }
}
