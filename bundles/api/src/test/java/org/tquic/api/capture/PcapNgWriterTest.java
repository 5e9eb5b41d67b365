package org.tquic.api.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PcapNgWriterTest {
  private static final byte[] PACKET = {0, 0, 0x45, 1, 2, 3, 4};

  private final ByteArrayOutputStream file = new ByteArrayOutputStream();
  private final PcapNgWriter writer = new PcapNgWriter(file);

  /** The block at a place, without its type and lengths. */
  private ByteBuffer block(int number, int type) {
    ByteBuffer in = ByteBuffer.wrap(file.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; ; i++) {
      int start = in.position();
      int found = in.getInt();
      int length = in.getInt();
      assertThat(length % 4).isZero();
      assertThat(in.getInt(start + length - 4)).as("the length again").isEqualTo(length);
      if (i == number) {
        assertThat(found).isEqualTo(type);
        return in.slice(start + 8, length - 12).order(ByteOrder.LITTLE_ENDIAN);
      }
      in.position(start + length);
    }
  }

  @Test
  void blocksAreAsTheDraftSays() {
    assertThat(writer.addInterface("wan1", "path 7")).isZero();
    assertThat(writer.addInterface("wan2", "")).isOne();
    writer.add(1, 0x1_0000_0002L, PACKET, 2, 5, "");
    assertThat(block(0, 0x0A0D0D0A).getInt()).isEqualTo(0x1A2B3C4D);
    byte[] described = new byte[block(1, 1).remaining()];
    block(1, 1).get(described);
    assertThat(new String(described, StandardCharsets.ISO_8859_1)).contains("path 7", "wan1");
    ByteBuffer packet = block(3, 6);
    assertThat(packet.getInt()).as("interface").isOne();
    assertThat(packet.getInt()).as("time, high").isOne();
    assertThat(packet.getInt()).as("time, low").isEqualTo(2);
    assertThat(packet.getInt()).as("captured").isEqualTo(14 + 5);
    assertThat(packet.getInt()).as("original").isEqualTo(14 + 5);
    packet.position(packet.position() + 12);
    assertThat(Short.reverseBytes(packet.getShort())).as("IPv4").isEqualTo((short) 0x0800);
    byte[] bytes = new byte[5];
    packet.get(bytes);
    assertThat(bytes).containsExactly(0x45, 1, 2, 3, 4);
    assertThat(writer.bytes()).isEqualTo(file.size());
  }

  @Test
  void theLongestPacketFits() {
    writer.addInterface("wan1", "x".repeat(100_000));
    writer.add(0, 0, new byte[65_535], 0, 65_535, "x".repeat(100_000));
    assertThat(writer.bytes()).isEqualTo(file.size());
    assertThatThrownBy(() -> writer.add(0, 0, new byte[65_536], 0, 65_536, ""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> writer.add(0, 0, PACKET, 0, 0, ""))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
