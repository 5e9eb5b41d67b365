package org.tquic.lan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.util.Arrays;
import java.util.HexFormat;
import javax.jmdns.impl.DNSIncoming;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageFormTest {
  private static final String HEADER = "000084000000000100000000";

  private static boolean isGood(byte[] message) {
    return MessageForm.isGood(message, message.length);
  }

  private static boolean isGood(String hex) {
    return isGood(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  @Test
  void takesWhatHostsSay() {
    assertThat(isGood(DnsMessages.question("_tquic._udp.local"))).isTrue();
    assertThat(isGood(DnsMessages.text("den.local", new byte[255]))).isTrue();
    assertThat(isGood(DnsMessages.pointer("_http._tcp.local", "Büro 2._http._tcp.local"))).isTrue();
    assertThat(
            isGood(
                "00008400 0001 0001 0000 0001"
                    + " 01620161 00 000c 0001"
                    + " c00c 000c 0001 00000078 0004 0163 c00e"
                    + " 00 0029 05a0 00000000 0004 0004 0000"))
        .isTrue();
  }

  /** One record each, whose name is the root but where that is wrong. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "00 0010 0001 00000078 ffff 00",
        "00 0010 0001 00000078 0001",
        "00 0010 0001 00000078 0000 00",
        "00 0001 0001 00000078 0003 010203",
        "00 001c 0001 00000078 000c 000000000000000000000000",
        "00 000c 0001 00000078 0003 016100 00",
        "00 000c 0001 00000078 0003 0161ff",
        "00 0021 0001 00000078 0008 000000000001 0161",
        "00 000d 0001 00000078 0001 c3",
        "01c3 00 0010 0001 00000078 0000",
        "40 0010 0001 00000078 0000",
        "c00c 0010 0001 00000078 0000",
        "c0ff 0010 0001 00000078 0000",
        "3f61"
      })
  void refusesLengthsThatAreNotSo(String record) {
    assertThat(isGood(HEADER + record)).isFalse();
  }

  @Test
  void refusesAnotherOperationOrResult() {
    assertThat(isGood("000000000000000000000000")).isTrue();
    assertThat(isGood("000028000000000000000000")).isFalse();
    assertThat(isGood("000080030000000000000000")).isFalse();
    assertThat(isGood(new byte[11])).isFalse();
    assertThat(MessageForm.isGood(new byte[65_536], 65_536)).isFalse();
  }

  @Test
  void refusesNamesThatGrowFromRecordToRecord() {
    StringBuilder message = new StringBuilder("00008400000000ff00000000");
    int before = 0;
    for (int i = 0; i < 255; i++) {
      int at = message.length() / 2;
      message.append("0161").append(i == 0 ? "00" : String.format("c0%02x", before));
      message.append("00100001000000780000");
      // Later ones point to the one at an offset that one byte can say.
      before = at < 250 ? at : before;
    }
    assertThat(isGood(message.toString())).isTrue();

    StringBuilder chain = new StringBuilder("00008400000000050000 0000".replace(" ", ""));
    String label = "3f" + "61".repeat(63);
    int offset = 12;
    for (int i = 0; i < 5; i++) {
      chain.append(label).append(i == 0 ? "00" : String.format("%04x", 0xc000 | offset));
      offset = i == 0 ? 12 : offset + 64 + (i == 1 ? 1 : 2) + 10;
      chain.append("00100001000000780000");
    }
    assertThat(isGood(chain.toString())).isFalse();
  }

  @Property
  void bearsAnything(@ForAll @Size(max = 600) byte[] bytes) {
    if (isGood(bytes)) {
      assertThat(bytes.length).isGreaterThanOrEqualTo(12);
    }
  }

  /** What passes can be read by jmDNS, which says so by an exception where it cannot. */
  @Property
  void whatPassesIsReadAsItIs(@ForAll @Size(max = 40) byte[] damage) throws IOException {
    byte[] message = DnsMessages.pointer("_http._tcp.local", "Büro 2._http._tcp.local");
    for (int i = 0; i + 1 < damage.length; i += 2) {
      message[Byte.toUnsignedInt(damage[i]) % message.length] = damage[i + 1];
    }
    if (isGood(message)) {
      DNSIncoming read =
          new DNSIncoming(new DatagramPacket(Arrays.copyOf(message, 9000), message.length));
      assertThat(read.getNumberOfQuestions()).isNotNegative();
    }
  }
}
