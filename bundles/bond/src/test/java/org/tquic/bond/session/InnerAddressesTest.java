package org.tquic.bond.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.tquic.bond.InetPrefix;

class InnerAddressesTest {
  private final InnerAddresses<String> addresses = new InnerAddresses<>();

  private static InetPrefix prefix(String address) throws UnknownHostException {
    InetAddress parsed = InetAddress.getByName(address);
    return new InetPrefix(parsed, parsed.getAddress().length * 8);
  }

  private static ByteBuf packet(String source, String destination) throws UnknownHostException {
    byte[] from = InetAddress.getByName(source).getAddress();
    byte[] to = InetAddress.getByName(destination).getAddress();
    boolean v4 = from.length == 4;
    ByteBuf packet = Unpooled.buffer().writeZero(3).writeByte(v4 ? 0x45 : 0x60);
    packet.writeZero(v4 ? 11 : 7).writeBytes(from).writeBytes(to).writeZero(8);
    return packet.skipBytes(3);
  }

  @Test
  void packetsFindTheirSessionByEitherEnd() throws UnknownHostException {
    addresses.add(prefix("10.77.0.2"), "first");
    addresses.add(prefix("10.77.0.3"), "second");
    addresses.add(prefix("fd00:1:2:3::2"), "first");
    addresses.add(prefix("fd00:1:2:3::3"), "second");

    ByteBuf v4 = packet("10.77.0.2", "10.77.0.3");
    assertThat(addresses.bySource(v4)).isEqualTo("first");
    assertThat(addresses.byDestination(v4)).isEqualTo("second");
    ByteBuf v6 = packet("fd00:1:2:3::3", "fd00:1:2:3::2");
    assertThat(addresses.bySource(v6)).isEqualTo("second");
    assertThat(addresses.byDestination(v6)).isEqualTo("first");
  }

  @Test
  void strangersBelongToNobody() throws UnknownHostException {
    addresses.add(prefix("10.77.0.2"), "first");
    addresses.add(prefix("fd00:1:2:3::2"), "first");
    ByteBuf v4 = packet("10.77.0.4", "198.51.100.2");
    assertThat(addresses.bySource(v4)).isNull();
    assertThat(addresses.byDestination(v4)).isNull();
    // The same lower half in another network is another host.
    ByteBuf v6 = packet("fd00:1:2:4::2", "2001:db8::2");
    assertThat(addresses.bySource(v6)).isNull();
    assertThat(addresses.byDestination(v6)).isNull();
  }

  @Test
  void aReturnedAddressBelongsToNobodyUntilItIsGivenAgain() throws UnknownHostException {
    addresses.add(prefix("10.77.0.2"), "first");
    addresses.add(prefix("fd00:1:2:3::2"), "first");
    addresses.remove(prefix("10.77.0.2"));
    addresses.remove(prefix("fd00:1:2:3::2"));
    assertThat(addresses.bySource(packet("10.77.0.2", "10.77.0.9"))).isNull();
    assertThat(addresses.bySource(packet("fd00:1:2:3::2", "fd00:1:2:3::9"))).isNull();
    addresses.add(prefix("10.77.0.2"), "next");
    assertThat(addresses.bySource(packet("10.77.0.2", "10.77.0.9"))).isEqualTo("next");
  }

  @Property
  void bytesThatAreNoPacketBelongToNobody(
      @ForAll Random random, @ForAll @Size(max = 60) byte[] data) throws UnknownHostException {
    InnerAddresses<String> some = new InnerAddresses<>();
    some.add(prefix("10.77.0.2"), "first");
    some.add(prefix("fd00:1:2:3::2"), "first");
    ByteBuf whole = packet("10.77.0.2", "10.77.0.2");
    ByteBuf cut = whole.slice(whole.readerIndex(), random.nextInt(20));
    for (ByteBuf packet : new ByteBuf[] {Unpooled.wrappedBuffer(data), cut}) {
      assertThat(some.bySource(packet)).isNull();
      assertThat(some.byDestination(packet)).isNull();
    }
  }
}
