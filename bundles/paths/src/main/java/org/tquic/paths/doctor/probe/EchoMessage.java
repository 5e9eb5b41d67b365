package org.tquic.paths.doctor.probe;

/** ICMP echo (RFC 792, RFC 4443 section 4). */
public final class EchoMessage {
  /** Nobody's sequence number. */
  public static final int NONE = -1;

  private static final int HEADER_BYTES = 8;
  private static final int REQUEST = 8;
  private static final int REPLY = 0;
  private static final int REQUEST6 = 128;
  private static final int REPLY6 = 129;

  private EchoMessage() {}

  /** Bytes of headers that an echo message of an IP packet stands behind, its own included. */
  public static int headerBytes(boolean ipv6) {
    return (ipv6 ? 40 : 20) + HEADER_BYTES;
  }

  /**
   * A request.
   *
   * @param identifier 16 bits, the same for all of a sender
   * @param sequence 16 bits
   * @param packetBytes length of the IP packet that it makes
   */
  public static byte[] request(boolean ipv6, int identifier, int sequence, int packetBytes) {
    byte[] message = new byte[packetBytes - headerBytes(ipv6) + HEADER_BYTES];
    message[0] = (byte) (ipv6 ? REQUEST6 : REQUEST);
    put(message, 4, identifier);
    put(message, 6, sequence);
    if (!ipv6) {
      // That of ICMPv6 covers addresses, so the kernel makes it.
      put(message, 2, checksum(message));
    }
    return message;
  }

  /**
   * The sequence number of a reply to a sender.
   *
   * @param length bytes of the message in the array
   * @return {@link #NONE} for anything else
   */
  public static int replyTo(boolean ipv6, int identifier, byte[] message, int length) {
    boolean mine =
        length >= HEADER_BYTES
            && message[0] == (byte) (ipv6 ? REPLY6 : REPLY)
            && message[1] == 0
            && get(message, 4) == identifier;
    return mine ? get(message, 6) : NONE;
  }

  /** The checksum of RFC 1071 over a message whose own checksum is zero. */
  static int checksum(byte[] message) {
    long sum = 0;
    for (int i = 0; i < message.length; i++) {
      int octet = Byte.toUnsignedInt(message[i]);
      sum += i % 2 == 0 ? octet << Byte.SIZE : octet;
    }
    while (sum > 0xffff) {
      sum = (sum & 0xffff) + (sum >> Short.SIZE);
    }
    return (int) ~sum & 0xffff;
  }

  private static void put(byte[] message, int at, int value) {
    message[at] = (byte) (value >> Byte.SIZE);
    message[at + 1] = (byte) value;
  }

  private static int get(byte[] message, int at) {
    return Byte.toUnsignedInt(message[at]) << Byte.SIZE | Byte.toUnsignedInt(message[at + 1]);
  }
}
