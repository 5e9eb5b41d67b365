package org.tquic.quic.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.tquic.quic.PacketType;
import org.tquic.quic.connection.VersionPreferences;
import org.tquic.quic.crypto.StatelessResetTokens;
import org.tquic.quic.path.NetworkPath;
import org.tquic.quic.wire.ConnectionId;
import org.tquic.quic.wire.PacketHeader;
import org.tquic.quic.wire.QuicVersion;
import org.tquic.quic.wire.VersionNegotiation;
import org.tquic.quic.wire.WireWriter;

/** What a server says to packets that belong to no connection. */
class StatelessAnswersTest {
  private static final int UNKNOWN_VERSION = 0xface0001;
  private static final InetSocketAddress STRANGER = new InetSocketAddress("198.51.100.9", 999);

  private final TestSettings settings = new TestSettings();

  private static byte[] longPacket(int version, int dcidBytes, int scidBytes, int length) {
    byte[] packet = new byte[length];
    WireWriter out = new WireWriter().reset(packet, 0, length);
    out.u8(0xc3);
    out.u32(version);
    for (int idBytes : new int[] {dcidBytes, scidBytes}) {
      out.u8(idBytes);
      for (int i = 0; i < idBytes; i++) {
        out.u8(idBytes + i);
      }
    }
    return packet;
  }

  private static byte[] shortPacket(int length) {
    byte[] packet = new byte[length];
    new SplittableRandom(length).nextBytes(packet);
    packet[0] = 0x41;
    return packet;
  }

  private static PacketHeader header(byte[] packet) {
    PacketHeader header = new PacketHeader();
    assertThat(header.parse(packet, 0, packet.length, 8)).isTrue();
    return header;
  }

  // Version Negotiation.

  @Test
  void unknownVersionIsAnsweredWithTheKnownOnes() {
    byte[] packet = longPacket(UNKNOWN_VERSION, 21, 255, 1200);
    List<Sent> answers = new Rig(settings).answersTo(STRANGER, packet);
    assertThat(answers).hasSize(1);
    byte[] answer = answers.get(0).bytes();
    PacketHeader header = header(answer);
    assertThat(header.type()).isEqualTo(PacketType.VERSION_NEGOTIATION);
    assertThat(Arrays.copyOfRange(answer, header.dcidOffset(), header.scidOffset() - 1))
        .containsExactly(Arrays.copyOfRange(packet, 28, 28 + 255));
    assertThat(Arrays.copyOfRange(answer, header.scidOffset(), header.scidOffset() + 21))
        .containsExactly(Arrays.copyOfRange(packet, 6, 27));
    int[] versions = VersionNegotiation.parse(answer, header);
    assertThat(versions).hasSize(3).contains(QuicVersion.V1, QuicVersion.V2);
    assertThat(Arrays.stream(versions)).anyMatch(QuicVersion::isReserved);
    assertThat(answers.get(0).network()).isEqualTo(new NetworkPath(Rig.SERVER, STRANGER, 0));
  }

  @Test
  void aVersionThatTheListenerMayNotSpeakIsAnsweredWithTheOthers() {
    byte[] packet = longPacket(QuicVersion.V2, 8, 8, 1200);
    VersionPreferences only1 = VersionPreferences.only(QuicVersion.V1);
    List<Sent> answers = new Rig(settings, only1).answersTo(STRANGER, packet);
    assertThat(answers).hasSize(1);
    byte[] answer = answers.get(0).bytes();
    assertThat(VersionNegotiation.parse(answer, header(answer)))
        .hasSize(2)
        .contains(QuicVersion.V1)
        .doesNotContain(QuicVersion.V2);
  }

  @Test
  void smallDatagramsOfUnknownVersionsAreDropped() {
    Rig rig = new Rig(settings);
    assertThat(rig.answersTo(STRANGER, longPacket(UNKNOWN_VERSION, 8, 8, 1199))).isEmpty();
    assertThat(rig.server.counters().dropped()).isEqualTo(1);
  }

  @Test
  void versionNegotiationIsNotAnswered() {
    Rig rig = new Rig(settings);
    assertThat(rig.answersTo(STRANGER, longPacket(0, 8, 8, 1200))).isEmpty();
  }

  @Test
  void clientAnswersNoStrangers() {
    Rig rig = new Rig(settings);
    Sent initial = rig.firstDatagram(Rig.CLIENT);
    Endpoint clientOnly = new Endpoint(settings.build());
    rig.deliver(clientOnly, initial);
    byte[] unknown = longPacket(UNKNOWN_VERSION, 8, 8, 1200);
    rig.deliver(clientOnly, new Sent(unknown, initial.network(), 0));
    assertThat(rig.output(clientOnly)).isEmpty();
    assertThat(clientOnly.counters().dropped()).isEqualTo(2);
  }

  @Test
  void eachKindOfAnswerIsLimitedPerSecond() {
    settings.answersPerSecond = 3;
    Rig rig = new Rig(settings);
    int versions = 0;
    int resets = 0;
    for (int i = 0; i < 20; i++) {
      versions += rig.answersTo(STRANGER, longPacket(UNKNOWN_VERSION, 8, 8, 1200)).size();
      resets += rig.answersTo(STRANGER, shortPacket(100)).size();
    }
    assertThat(versions).isEqualTo(3);
    assertThat(resets).isEqualTo(3);
    assertThat(rig.server.counters().versionNegotiations()).isEqualTo(3);
    assertThat(rig.server.counters().resets()).isEqualTo(3);
    assertThat(rig.server.counters().dropped()).isEqualTo(34);
    rig.nowNs += TestSettings.SECOND;
    assertThat(rig.answersTo(STRANGER, shortPacket(100))).hasSize(1);
  }

  // Stateless reset.

  @Test
  void unknownShortPacketIsAnsweredWithASmallerReset() {
    settings.resetKey[5] = 77;
    StatelessResetTokens tokens = new StatelessResetTokens(settings.resetKey);
    Rig rig = new Rig(settings);
    for (int length = 22; length < 200; length++) {
      byte[] packet = shortPacket(length);
      List<Sent> answers = rig.answersTo(STRANGER, packet);
      assertThat(answers).hasSize(1);
      byte[] reset = answers.get(0).bytes();
      assertThat(reset).hasSizeBetween(21, length - 1);
      assertThat(reset[0] & 0xc0).isEqualTo(0x40);
      assertThat(Arrays.copyOfRange(reset, reset.length - 16, reset.length))
          .isEqualTo(tokens.token(ConnectionId.of(packet, 1, 8)));
    }
  }

  @Test
  void tinyPacketsAndThoseThatAreNoQuicAreNotAnswered() {
    Rig rig = new Rig(settings);
    for (int length = 0; length <= 21; length++) {
      assertThat(rig.answersTo(STRANGER, length == 0 ? new byte[0] : shortPacket(length)))
          .isEmpty();
    }
    byte[] noFixedBit = shortPacket(100);
    noFixedBit[0] = 1;
    assertThat(rig.answersTo(STRANGER, noFixedBit)).isEmpty();
    assertThat(rig.server.counters().dropped()).isEqualTo(23);
  }

  @Test
  void twoEndpointsDoNotResetEachOtherForEver() {
    Rig rig = new Rig(settings);
    List<Sent> toClient = rig.answersTo(Rig.CLIENT, shortPacket(1200));
    int rounds = 0;
    while (!toClient.isEmpty()) {
      rig.deliver(rig.client, toClient.get(0));
      List<Sent> toServer = rig.output(rig.client);
      toServer.forEach(datagram -> rig.deliver(rig.server, datagram));
      toClient = rig.output(rig.server);
      assertThat(++rounds).isLessThan(100);
    }
  }

  // Anything.

  @Property(tries = 300)
  void noiseMakesNoStateAndNoLargeAnswers(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Rig rig = new Rig(settings);
    for (int i = 0; i < 10; i++) {
      byte[] noise = new byte[random.nextInt(1500)];
      random.nextBytes(noise);
      if (noise.length > 5 && random.nextBoolean()) {
        // Version 1 with a likely length of the ID.
        System.arraycopy(new byte[] {0, 0, 0, 1, (byte) random.nextInt(22)}, 0, noise, 1, 5);
      }
      for (Sent answer : rig.answersTo(STRANGER, noise)) {
        assertThat(answer.bytes().length).isLessThan(noise.length);
      }
    }
    assertThat(rig.server.counters().connections()).isZero();
    assertThat(rig.server.nextTimeoutNs()).isEqualTo(Long.MAX_VALUE);
  }
}
