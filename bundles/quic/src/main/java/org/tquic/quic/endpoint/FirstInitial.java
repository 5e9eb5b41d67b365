package org.tquic.quic.endpoint;

import java.util.Arrays;
import org.tquic.quic.crypto.InitialSecrets;
import org.tquic.quic.crypto.PacketProtection;
import org.tquic.quic.wire.ConnectionId;
import org.tquic.quic.wire.PacketHeader;
import org.tquic.quic.wire.PacketNumbers;

/** The packet that a client begins a connection with. */
final class FirstInitial {
  private FirstInitial() {}

  /**
   * Whether it opens with the keys that anyone can derive: what does not is damaged or no QUIC, and
   * is not worth a connection. The packet stays as it is.
   */
  static boolean opens(byte[] datagram, PacketHeader header, ConnectionId clientDestination) {
    byte[] packet = Arrays.copyOfRange(datagram, header.packetOffset(), header.packetEnd());
    int numberOffset = header.packetNumberOffset() - header.packetOffset();
    PacketProtection keys =
        new PacketProtection(
            header.version(),
            InitialSecrets.SUITE,
            InitialSecrets.derive(header.version(), clientDestination).client());
    int numberLength = keys.unprotectHeader(packet, 0, numberOffset, packet.length);
    if (numberLength < 0) {
      return false;
    }
    long number =
        PacketNumbers.decode(
            PacketNumbers.read(packet, numberOffset, numberLength), numberLength, 0);
    return keys.open(packet, 0, numberOffset, numberLength, packet.length, 0, number) >= 0;
  }
}
