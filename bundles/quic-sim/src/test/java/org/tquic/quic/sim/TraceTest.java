package org.tquic.quic.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tquic.quic.sim.Addresses.CLIENT;
import static org.tquic.quic.sim.Addresses.SERVER;
import static org.tquic.quic.sim.Addresses.at;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tquic.quic.Ecn;

class TraceTest {
  private static final SimDatagram DATAGRAM =
      new SimDatagram(CLIENT, SERVER, Ecn.ECT_0, "123456789".getBytes(StandardCharsets.UTF_8));

  @Test
  void textHasALinePerEvent() {
    TextTrace trace = new TextTrace(10);
    trace.on(1_000_000_023L, "wan1.up", PacketEvent.LOST, DATAGRAM);
    trace.on(
        -1,
        "client",
        PacketEvent.SENT,
        new SimDatagram(at("2001:db8::1", 1), at("2001:db8::2", 2), 0, new byte[0]));
    // cbf43926 is the check value of CRC-32.
    assertThat(trace)
        .hasToString(
            "1.000000023 wan1.up LOST 198.51.100.7:5000 > 203.0.113.1:443 9B ecn=2 crc=cbf43926\n"
                + "-1.999999999 client SENT [2001:db8:0:0:0:0:0:1]:1 > [2001:db8:0:0:0:0:0:2]:2"
                + " 0B ecn=0 crc=00000000\n");
  }

  @Test
  void textKeepsTheNewestLinesButTheFingerprintOfAll() {
    TextTrace some = new TextTrace(1);
    TextTrace all = new TextTrace(10);
    TextTrace last = new TextTrace(10);
    PacketTrace both = some.and(all);
    both.on(1, "a", PacketEvent.SENT, DATAGRAM);
    both.and(last).on(2, "b", PacketEvent.SENT, DATAGRAM);
    assertThat(some.toString()).isEqualTo(last.toString());
    assertThat(some.events()).isEqualTo(2);
    assertThat(some.fingerprint()).isEqualTo(all.fingerprint()).isNotEqualTo(last.fingerprint());
  }

  @Test
  void ipPacketsHaveRightHeadersAndChecksums() {
    byte[] ipv4 = IpPacket.of(DATAGRAM);
    assertThat(ipv4).hasSize(37);
    assertThat(HexFormat.of().formatHex(ipv4, 0, 10)).isEqualTo("45020025000040004011");
    assertThat(onesSum(ipv4, 0, 20)).isEqualTo(0xffff);
    assertThat(onesSum(ipv4, 12, 37) + 17 + 17).matches(TraceTest::isAllOnes);

    byte[] ipv6 =
        IpPacket.of(
            new SimDatagram(at("2001:db8::1", 1), at("2001:db8::2", 2), Ecn.CE, DATAGRAM.data()));
    assertThat(ipv6).hasSize(57);
    assertThat(HexFormat.of().formatHex(ipv6, 0, 8)).isEqualTo("6030000000111140");
    assertThat(onesSum(ipv6, 8, 57) + 17 + 17).matches(TraceTest::isAllOnes);
  }

  private static boolean isAllOnes(int sum) {
    return (sum & 0xffff) + (sum >>> 16) == 0xffff;
  }

  private static int onesSum(byte[] a, int from, int to) {
    int sum = 0;
    for (int i = from; i < to; i += 2) {
      sum += (a[i] & 0xff) << 8 | (i + 1 < to ? a[i + 1] & 0xff : 0);
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    return sum;
  }

  @Test
  void captureIsMadeOfWellFormedBlocks() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PcapNgTrace trace = new PcapNgTrace(out);
    long ns = 5_000_000_000L;
    trace.on(ns, "client", PacketEvent.SENT, DATAGRAM);
    trace.on(ns, "wan1.up", PacketEvent.LOST, DATAGRAM);
    trace.on(ns, "client", PacketEvent.SENT, DATAGRAM);

    ByteBuffer file = ByteBuffer.wrap(out.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    List<Integer> types = new ArrayList<>();
    List<Integer> interfaces = new ArrayList<>();
    while (file.hasRemaining()) {
      int start = file.position();
      int type = file.getInt();
      int length = file.getInt();
      assertThat(length % 4).isZero();
      assertThat(file.getInt(start + length - 4)).isEqualTo(length);
      types.add(type);
      if (type == 6) {
        interfaces.add(file.getInt());
        assertThat((long) file.getInt() << 32 | file.getInt() & 0xffffffffL).isEqualTo(ns);
        assertThat(file.getInt()).isEqualTo(14 + 37);
        assertThat(file.getShort(file.position() + 4 + 12)).isEqualTo((short) 0x0008);
        assertThat(file.get(file.position() + 4 + 14)).isEqualTo((byte) 0x45);
      }
      file.position(start + length);
    }
    assertThat(types).containsExactly(0x0A0D0D0A, 1, 6, 1, 6, 6);
    assertThat(interfaces).containsExactly(0, 1, 0);
    assertThat(out.toString(StandardCharsets.ISO_8859_1)).contains("wan1.up", "LOST");
  }

  @Test
  void captureThatCannotBeWrittenFails() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("full");
          }
        };
    assertThatThrownBy(() -> new PcapNgTrace(full)).isInstanceOf(UncheckedIOException.class);
  }
}
