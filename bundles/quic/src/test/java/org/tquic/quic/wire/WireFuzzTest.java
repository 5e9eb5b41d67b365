package org.tquic.quic.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.tquic.quic.PacketType;
import org.tquic.quic.QuicException;
import org.tquic.quic.Role;
import org.tquic.quic.TransportError;

/** Whatever bytes come, a parser takes them or throws a {@link QuicException}. */
class WireFuzzTest {
  private static final PacketType[] PACKETS = {
    PacketType.INITIAL, PacketType.ZERO_RTT, PacketType.HANDSHAKE, PacketType.ONE_RTT
  };

  private final RecordingHandler handler = new RecordingHandler();
  private final FrameParser parser = new FrameParser();
  private final PacketHeader header = new PacketHeader();

  private static byte[] mutated(Random random, byte[] source) {
    byte[] bytes = Arrays.copyOf(source, source.length - random.nextInt(source.length / 4 + 1));
    for (int i = random.nextInt(4); i >= 0 && bytes.length > 0; i--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(3)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt();
        default -> bytes[at] = (byte) 0xff;
      }
    }
    return bytes;
  }

  private void parseFrames(byte[] bytes, PacketType packet, boolean multipath) {
    handler.frames.clear();
    WireReader in = new WireReader().reset(bytes, 0, bytes.length);
    try {
      parser.parse(in, packet, multipath, handler);
      assertThat(in.remaining()).isZero();
    } catch (QuicException e) {
      assertThat(e.code())
          .isIn(TransportError.FRAME_ENCODING_ERROR, TransportError.PROTOCOL_VIOLATION);
    }
  }

  @Property
  void framesOfRandomBytes(@ForAll @Size(max = 200) byte[] bytes, @ForAll boolean multipath) {
    for (PacketType packet : PACKETS) {
      parseFrames(bytes, packet, multipath);
    }
  }

  @Property
  void mutatedFrames(@ForAll Random random) {
    byte[] buffer = new byte[8192];
    WireWriter out = new WireWriter().reset(buffer, 0, buffer.length);
    for (int i = random.nextInt(4); i >= 0; i--) {
      FrameSample.any(random).write().accept(out);
    }
    byte[] payload = Arrays.copyOf(buffer, out.position());
    for (int i = 0; i < 20; i++) {
      parseFrames(mutated(random, payload), PacketType.ONE_RTT, true);
    }
  }

  @Property
  void headersOfRandomBytes(@ForAll @Size(max = 120) byte[] bytes, @ForAll Random random) {
    parseHeaders(bytes, random);
    if (bytes.length > 5) {
      bytes[0] |= (byte) 0x80;
      int[] versions = {QuicVersion.V1, QuicVersion.V2, QuicVersion.NEGOTIATION};
      new WireWriter().reset(bytes, 1, 4).u32(versions[random.nextInt(3)]);
      parseHeaders(bytes, random);
      bytes[5] = (byte) random.nextInt(22);
      parseHeaders(bytes, random);
    }
  }

  @Property
  void mutatedHeaders(@ForAll Random random) {
    byte[] buffer = new byte[300];
    WireWriter out = new WireWriter().reset(buffer, 0, buffer.length);
    ConnectionId id = ConnectionId.of(new byte[random.nextInt(21)]);
    int version = random.nextBoolean() ? QuicVersion.V1 : QuicVersion.V2;
    byte[] token = new byte[random.nextInt(100)];
    int at = HeaderWriter.writeLong(out, PacketType.INITIAL, version, id, id, token, 4);
    out.zeroes(30);
    HeaderWriter.finishLong(out, at, out.position());
    out.zeroes(16);
    HeaderWriter.writeShort(out, id, false, false, 2);
    byte[] datagram = Arrays.copyOf(buffer, out.position() + 10);
    for (int i = 0; i < 20; i++) {
      parseHeaders(mutated(random, datagram), random);
    }
  }

  /** Walks through the packets of a datagram; each lies within it and is not empty. */
  private void parseHeaders(byte[] bytes, Random random) {
    int at = 0;
    while (header.parse(bytes, at, bytes.length, random.nextInt(21))) {
      assertThat(header.packetOffset()).isEqualTo(at);
      assertThat(header.packetEnd()).isGreaterThan(at).isLessThanOrEqualTo(bytes.length);
      assertThat(header.dcidOffset() + header.dcidLength()).isLessThanOrEqualTo(bytes.length);
      assertThat(header.scidOffset() + header.scidLength()).isLessThanOrEqualTo(bytes.length);
      assertThat(header.tokenOffset() + header.tokenLength()).isLessThanOrEqualTo(bytes.length);
      assertThat(header.packetNumberOffset()).isLessThanOrEqualTo(header.packetEnd());
      if (header.type() == PacketType.VERSION_NEGOTIATION) {
        assertThat(VersionNegotiation.parse(bytes, header).length).isLessThan(bytes.length);
      }
      if (QuicVersion.isSupported(header.version()) || header.type() == PacketType.ONE_RTT) {
        assertThat(header.dcidLength()).isLessThanOrEqualTo(20);
      }
      at = header.packetEnd();
    }
  }

  private static void parseParameters(byte[] bytes, Role sender) {
    try {
      TransportParameters parameters = TransportParameters.decode(bytes, sender);
      // What was accepted can be told again, and means the same.
      byte[] again = parameters.encode();
      assertThat(TransportParameters.decode(again, sender).encode()).isEqualTo(again);
    } catch (QuicException e) {
      assertThat(e.code()).isEqualTo(TransportError.TRANSPORT_PARAMETER_ERROR);
    }
  }

  @Property
  void parametersOfRandomBytes(@ForAll @Size(max = 100) byte[] bytes, @ForAll Role sender) {
    parseParameters(bytes, sender);
    byte[] more = Arrays.copyOf(bytes, bytes.length + 2);
    more[bytes.length] = 0x0f;
    parseParameters(more, sender);
  }

  @Property
  void mutatedParameters(@ForAll Random random, @ForAll Role sender) {
    byte[] encoded = TransportParametersTest.random(random, sender).encode(random);
    for (int i = 0; i < 20; i++) {
      parseParameters(mutated(random, encoded), sender);
    }
  }
}
