package org.tquic.quic.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.tquic.quic.EncryptionLevel;
import org.tquic.quic.PacketType;
import org.tquic.quic.Role;
import org.tquic.quic.fuzz.SeededRandom;
import org.tquic.quic.tls.NamedGroup;
import org.tquic.quic.tls.TestIdentity;
import org.tquic.quic.tls.TlsConfig;
import org.tquic.quic.tls.TlsSession;

/**
 * Writes the inputs that fuzzing starts from, by the engine's own writers: {@code FuzzSeeds
 * src/test/fuzz}. Inputs that were found by fuzzing, and have other names, stay.
 */
public final class FuzzSeeds {
  private static final int FRAME_BYTES = 255;
  private static final int RANDOM_INPUTS = 12;

  private final Path corpora;
  private final Random random = new Random(1);

  private FuzzSeeds(Path corpora) {
    this.corpora = corpora;
  }

  public static void main(String[] arguments) throws IOException {
    FuzzSeeds seeds = new FuzzSeeds(Path.of(arguments[0]));
    seeds.numbers();
    seeds.headers();
    seeds.frames();
    seeds.parameters();
    seeds.handshakes();
    seeds.tokens();
    seeds.networks();
  }

  private void keep(String target, String name, byte[]... parts) throws IOException {
    ByteArrayOutputStream input = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      input.writeBytes(part);
    }
    Path folder = corpora.resolve(target);
    Files.createDirectories(folder);
    Files.write(folder.resolve("seed-" + name), input.toByteArray());
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private byte[] randomBytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private interface Writing {
    void to(WireWriter out);
  }

  private static byte[] written(Writing writing) {
    byte[] buffer = new byte[2048];
    WireWriter out = new WireWriter().reset(buffer, 0, buffer.length);
    writing.to(out);
    return Arrays.copyOf(buffer, out.position());
  }

  private void numbers() throws IOException {
    keep("VarInt", "lengths", bytes(0x25, 0x7b, 0xbd, 0x9d, 0x7f, 0x3e, 0x7d, 0xff), bytes(1, 2));
    keep("VarInt", "longest", bytes(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff));
    keep("VarInt", "not-the-shortest", bytes(0xc0, 0, 0, 0, 0, 0, 0, 1, 0x80, 0, 0, 1));
  }

  private void headers() throws IOException {
    ConnectionId id = ConnectionId.of(randomBytes(8));
    for (int version : new int[] {QuicVersion.V1, QuicVersion.V2}) {
      String suffix = version == QuicVersion.V1 ? "-v1" : "-v2";
      byte[] retry =
          written(out -> RetryPacket.write(out, version, id, id, randomBytes(40), random));
      keep("PacketHeader", "retry" + suffix, bytes(8), retry, randomBytes(16));
      byte[] coalesced =
          written(
              out -> {
                writeLong(out, PacketType.INITIAL, version, id);
                writeLong(out, PacketType.HANDSHAKE, version, id);
                HeaderWriter.writeShort(out, id, false, false, 2);
                out.zeroes(30);
              });
      keep("PacketHeader", "coalesced" + suffix, bytes(8), coalesced);
    }
    byte[] unknown = written(out -> HeaderWriter.writeIds(out, 0x1a2a3a4a, id, id));
    byte[] first = new byte[1200];
    first[0] = (byte) 0xc0;
    System.arraycopy(unknown, 0, first, 1, unknown.length);
    PacketHeader header = new PacketHeader();
    header.parse(first, 0, first.length, 8);
    byte[] versions =
        written(
            out ->
                VersionNegotiation.write(
                    out, first, header, random, QuicVersion.V1, QuicVersion.V2));
    keep("PacketHeader", "version-negotiation", bytes(8), versions);
    byte[] reset = written(out -> StatelessReset.write(out, 42, randomBytes(16), random));
    keep("PacketHeader", "stateless-reset", bytes(0), reset);
  }

  private static void writeLong(WireWriter out, PacketType type, int version, ConnectionId id) {
    byte[] token = type == PacketType.INITIAL ? new byte[5] : null;
    int at = HeaderWriter.writeLong(out, type, version, id, id, token, 4);
    out.zeroes(40);
    HeaderWriter.finishLong(out, at, out.position());
    out.zeroes(HeaderWriter.AEAD_TAG_LENGTH);
  }

  /** Each frame alone to its parser, and in a packet to a connection before and after handshake. */
  private void frames() throws IOException {
    for (int kind = 0; kind < FrameSample.kinds(); kind++) {
      byte[] frame = written(FrameSample.of(kind, random).write()::accept);
      byte[] cut = Arrays.copyOf(frame, Math.min(frame.length, FRAME_BYTES));
      String name = (kind < 10 ? "0" : "") + kind;
      keep("Frame", name, bytes(0), frame);
      // Role by parity, after the handshake: 1-RTT on path 0, then time, then whatever comes.
      keep(
          "SealedFrames",
          name,
          bytes(kind & 1, 7, 0, 0, cut.length),
          cut,
          bytes(5, 20, 4, 7, 0, 4, 4, 0, 1, cut.length),
          cut,
          bytes(4, 6, 0, 1, 1, 20, 0, 4));
    }
    byte[] hello = clientHello();
    byte[] start = Arrays.copyOf(hello, 200);
    byte[] crypto = written(out -> FrameWriter.writeCrypto(out, 0, start, 0, start.length));
    keep("SealedFrames", "hello", bytes(0, 0, 3, 1, 0, crypto.length), crypto, bytes(4, 4, 5, 9));
  }

  private void parameters() throws IOException {
    for (Role sender : Role.values()) {
      for (int i = 0; i < 4; i++) {
        byte[] encoded = TransportParametersTest.random(random, sender).encode(random);
        keep(
            "TransportParameters",
            sender.name().toLowerCase(Locale.ROOT) + i,
            bytes(sender == Role.SERVER ? 1 : 0),
            encoded);
      }
    }
  }

  private static byte[] clientHello() {
    TlsSession client =
        TlsSession.client(
            TestIdentity.CLIENT.trusting(
                TestIdentity.SERVER, TlsConfig.ALL_CIPHER_SUITES, List.of(NamedGroup.X25519)),
            new SeededRandom(5),
            (level, suite, clientSecret, serverSecret) -> {});
    client.start(new byte[] {0x0f, 0});
    return client.pollOutput(EncryptionLevel.INITIAL);
  }

  private void handshakes() throws IOException {
    byte[] hello = clientHello();
    keep("MessageFramer", "two", bytes(6, 1, 0, 0, 2, 7, 7, 5, 2, 0, 0, 1, 9));
    keep("MessageFramer", "too-long", bytes(4, 11, 1, 0, 0));
    keep("TlsSession", "client-hello", bytes(0), hello);
    keep("TlsSession", "client-hello-to-client", bytes(1), hello);
    keep("TlsSession", "honest", bytes(2));
    for (int i = 0; i < RANDOM_INPUTS; i++) {
      // One changed bit somewhere in one of the first flights.
      byte[] before = new byte[2 * (i % 5)];
      keep("TlsSession", "changed" + i, bytes(2), before, bytes(0, 1 + random.nextInt(250), i));
    }
    byte[] crypto = written(out -> FrameWriter.writeCrypto(out, 0, hello, 0, hello.length));
    byte[] length = bytes(crypto.length >> 8, crypto.length);
    // The connection ID tells the version.
    keep("Endpoint", "hello", bytes(4, 3, 1, 8, 0), length, crypto, bytes(0, 0x13, 1, 8, 0, 0, 1));
    keep(
        "Endpoint",
        "hello-v2",
        bytes(4, 3, 1, 7, 0),
        length,
        crypto,
        bytes(0, 0x13, 1, 8, 0, 0, 1));
    keep("Endpoint", "damaged", bytes(4, 2, 1, 1, 0, 9, 1, 2, 1, 0, 1, 0, 1, 2, 1, 3, 0, 1, 1));
  }

  private void tokens() throws IOException {
    byte[] noise = randomBytes(60);
    keep("AddressTokens", "retry-mark", bytes(0, 0x72, 0x65, 0x74, 0x72), noise);
    keep("AddressTokens", "new-mark", bytes(0, 0x6e, 0x65, 0x77, 0x74), noise);
    keep("AddressTokens", "changed-retry", bytes(1, 1, 0, 20, 1));
    keep("AddressTokens", "cut-retry", bytes(1, 0, 0, 20));
    keep("AddressTokens", "changed-new", bytes(2, 1, 0, 20, 1));
  }

  private void networks() throws IOException {
    for (int i = 0; i < RANDOM_INPUTS; i++) {
      keep("LivePair", "random" + i, bytes(i & 1, i), randomBytes(300 + 100 * i));
      keep("Endpoint", "random" + i, bytes(i), randomBytes(200 + 100 * i));
    }
  }
}
