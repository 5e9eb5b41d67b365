package org.tquic.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkMessageTest {
  private static final int IFLA_LINKINFO = 18;
  private static final int IFLA_INFO_KIND = 1;
  private static final int IFLA_INFO_DATA = 2;

  private static byte[] attribute(int type, byte[] value) {
    ByteBuffer bytes =
        ByteBuffer.allocate(AttributeReader.aligned(4 + value.length))
            .order(ByteOrder.nativeOrder());
    return bytes.putShort((short) (4 + value.length)).putShort((short) type).put(value).array();
  }

  private static byte[] concat(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }

  private static LinkMessage link(String kind, byte[] data) {
    byte[] name = (kind + "\0").getBytes(StandardCharsets.US_ASCII);
    byte[] info = concat(attribute(IFLA_INFO_KIND, name), attribute(IFLA_INFO_DATA, data));
    byte[] body = concat(new byte[LinkMessage.FIXED_BYTES], attribute(IFLA_LINKINFO, info));
    ByteBuffer buffer = ByteBuffer.wrap(body).order(ByteOrder.nativeOrder());
    return (LinkMessage) LinkMessage.parse(NetlinkCodec.RTM_NEWLINK, buffer);
  }

  private static byte[] u16(int value) {
    return ByteBuffer.allocate(2).order(ByteOrder.nativeOrder()).putShort((short) value).array();
  }

  @ParameterizedTest
  @CsvSource({"vlan, 7", "vlan, 4094"})
  void aVlanTellsItsId(String kind, int id) {
    // IFLA_VLAN_PROTOCOL comes too.
    byte[] data = concat(attribute(5, u16(0x0081)), attribute(1, u16(id)));
    assertThat(link(kind, data).vlan()).isEqualTo(id);
  }

  @Test
  void theSameAttributeOfAnotherKindIsNoVlanId() {
    assertThat(link("vxlan", attribute(1, u16(7))).vlan()).isZero();
    assertThat(link("vlan", new byte[0]).vlan()).isZero();
  }
}
