package org.tquic.bond.queue;

import io.netty.buffer.ByteBuf;
import org.tquic.spi.scheduler.SendUnit.TrafficClass;

/**
 * Reads from an IP packet which flow it belongs to (addresses, protocol, ports) and how urgent it
 * is. Never fails: what cannot be read is one flow by its addresses, or flow 0.
 */
public final class FlowClassifier {
  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final int ICMP = 1;
  private static final int ICMP_V6 = 58;
  private static final int DNS = 53;

  // Code points of RFC 2474, RFC 4594 and RFC 8622.
  private static final int LOWER_EFFORT = 1;
  private static final int CLASS_1 = 8;
  private static final int CLASS_4 = 32;
  private static final int CLASS_6 = 48;

  /** A packet no larger than this is an acknowledgement, a voice frame or a key press. */
  private static final int SMALL_BYTES = 160;

  private FlowClassifier() {}

  /** Hash of the packet's flow. */
  public static int flowHash(ByteBuf packet) {
    int at = packet.readerIndex();
    int length = packet.readableBytes();
    int version = length > 0 ? packet.getByte(at) >>> 4 & 0xf : 0;
    if (version == 4 && length >= 20) {
      int protocol = packet.getUnsignedByte(at + 9);
      int header = (packet.getByte(at) & 0xf) * 4;
      boolean fragment = (packet.getUnsignedShort(at + 6) & 0x3fff) != 0;
      int ports = fragment ? 0 : ports(packet, at + header, length - header, protocol);
      return mix(packet.getInt(at + 12), packet.getInt(at + 16), ports, protocol);
    }
    if (version == 6 && length >= 40) {
      int protocol = packet.getUnsignedByte(at + 6);
      int source = foldAddress(packet, at + 8);
      int destination = foldAddress(packet, at + 24);
      return mix(source, destination, ports(packet, at + 40, length - 40, protocol), protocol);
    }
    return 0;
  }

  private static int foldAddress(ByteBuf packet, int at) {
    long high = packet.getLong(at);
    long low = packet.getLong(at + 8);
    return Long.hashCode(high * 31 + low);
  }

  private static int ports(ByteBuf packet, int at, int length, int protocol) {
    return (protocol == TCP || protocol == UDP) && length >= 4 ? packet.getInt(at) : 0;
  }

  private static int mix(int source, int destination, int ports, int protocol) {
    long h = (source * 0x9E3779B97F4A7C15L) ^ (destination * 0xC2B2AE3D27D4EB4FL);
    h = (h ^ h >>> 29) + ports * 0x165667B19E3779F9L + protocol;
    h *= 0xBF58476D1CE4E5B9L;
    return (int) (h ^ h >>> 32);
  }

  /**
   * How urgent the packet is: what its sender marked (RFC 4594, RFC 8622), else whether its flow is
   * light, or it is small, or about names or errors.
   *
   * @param lightFlow whether its flow has lately carried little
   */
  public static TrafficClass trafficClass(ByteBuf packet, boolean lightFlow) {
    int at = packet.readerIndex();
    int length = packet.readableBytes();
    int version = length > 1 ? packet.getByte(at) >>> 4 & 0xf : 0;
    int mark = version == 0 ? 0 : differentiatedServices(packet, at, version);
    if (mark == LOWER_EFFORT || mark == CLASS_1) {
      return TrafficClass.BULK;
    }
    boolean urgent =
        lightFlow || length <= SMALL_BYTES || isRealTime(mark) || isAboutNamesOrErrors(packet);
    return urgent ? TrafficClass.INTERACTIVE : TrafficClass.BULK;
  }

  private static int differentiatedServices(ByteBuf packet, int at, int version) {
    return version == 6
        ? packet.getUnsignedShort(at) >>> 6 & 0x3f
        : packet.getUnsignedByte(at + 1) >>> 2;
  }

  /** CS4, AF4x, CS5, VOICE-ADMIT, EF, CS6: calls, games, their signalling, and routing. */
  private static boolean isRealTime(int mark) {
    return mark >= CLASS_4 && mark <= CLASS_6;
  }

  private static boolean isAboutNamesOrErrors(ByteBuf packet) {
    int at = packet.readerIndex();
    int version = packet.getByte(at) >>> 4 & 0xf;
    int protocol = version == 4 ? packet.getUnsignedByte(at + 9) : packet.getUnsignedByte(at + 6);
    if (protocol == ICMP || protocol == ICMP_V6) {
      return true;
    }
    int header = version == 4 ? (packet.getByte(at) & 0xf) * 4 : 40;
    return protocol == UDP
        && packet.readableBytes() >= header + 4
        && (packet.getUnsignedShort(at + header) == DNS
            || packet.getUnsignedShort(at + header + 2) == DNS);
  }
}
