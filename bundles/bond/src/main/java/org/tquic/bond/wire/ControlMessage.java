package org.tquic.bond.wire;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.tquic.api.link.LinkInfo;

/**
 * What the two ends of a bond tell each other beside the packets, in HTTP Datagrams of its own
 * context. One message per datagram; every message may be lost or doubled.
 *
 * <pre>
 * FEEDBACK  1, count(1), then per carrier: carrier(2) largest(4) delay µs(4) ranges(1)
 *              first length(2), then ranges-1 times gap(2) length(2)
 * PING      2, token(8)
 * PONG      3, token(8)
 * HEALTH    4, count(1), then per carrier: carrier(2) verdict(1)
 * ANNOUNCE  5, carrier(2) length(1) link name(length, ASCII)
 * QUIET     6, silence ms(4) number(2)
 * CALL      7, number(2)
 * TIERS     8, number(2) count(1), then per link: tier(1) length(1) link name(length, ASCII)
 * TIERED    9, number(2)
 * </pre>
 */
public sealed interface ControlMessage {
  /** HTTP Datagram context id of control messages. */
  long CONTEXT = 4;

  /** Most carriers one message speaks of. */
  int MAX_CARRIERS = 32;

  /** Most ranges told per carrier, the newest first. */
  int MAX_RANGES = 24;

  /**
   * Most carriers that one FEEDBACK is about. Each takes up to 105 bytes, and the smallest path has
   * room for some 1150.
   */
  int MAX_TOLD = 10;

  /** Names of links: what Linux calls a device, without what a header field would have to quote. */
  Pattern LINK_NAME = Pattern.compile("[A-Za-z0-9._@:-]{1,15}");

  /** All verdicts, by their code. */
  Verdict[] VERDICTS = Verdict.values();

  /** What was received on some carriers. */
  record Feedback(List<CarrierFeedback> carriers) implements ControlMessage {}

  /**
   * What was received on one carrier.
   *
   * @param carrier carrier id
   * @param largest low 32 bits of the largest carrier sequence received
   * @param delayMicros time since it was received
   * @param ranges runs of received sequence numbers as distances below the largest: {@code
   *     ranges[2i]} is where run i starts, {@code ranges[2i+1]} where it ends, inclusive, counted
   *     downwards
   */
  record CarrierFeedback(int carrier, int largest, long delayMicros, int[] ranges) {}

  /** Asks the peer to answer on the same carrier. */
  record Ping(long token) implements ControlMessage {}

  /** The answer. */
  record Pong(long token) implements ControlMessage {}

  /** How carriers fare at the sender of the message, so that the other side need not find out. */
  record Health(List<CarrierHealth> carriers) implements ControlMessage {}

  /** How one carrier fares. */
  record CarrierHealth(int carrier, Verdict verdict) {}

  /**
   * The path on which this comes is a carrier; sent by the router until the server is heard there.
   *
   * @param carrier carrier id
   * @param link name of the router's link, {@link #LINK_NAME}
   */
  record Announce(int carrier, String link) implements ControlMessage {}

  /**
   * Neither end sends anything on this carrier for a while, unless there is something to carry;
   * then the receiver of this sends the call with its number. That shows whether a NAT forgets such
   * a silence.
   *
   * @param gapMillis length of the silence, {@link #MIN_GAP_MILLIS} to {@link #MAX_GAP_MILLIS}
   * @param number 0 to {@link #MAX_NUMBER}
   */
  record Quiet(long gapMillis, int number) implements ControlMessage {
    /** Nobody is to be made to call more often. */
    public static final long MIN_GAP_MILLIS = 1000;

    /** Silence is not to hide that a path is dead for longer. */
    public static final long MAX_GAP_MILLIS = 600_000;

    /** Largest number. */
    public static final int MAX_NUMBER = 0xffff;
  }

  /** The silence with this number is over. */
  record Call(int number) implements ControlMessage {}

  /**
   * Links that are not of the first tier, all of them; said by the router until the server confirms
   * it.
   *
   * @param number 0 to {@link #MAX_NUMBER}, one more than the last time in serial number arithmetic
   *     (RFC 1982); what has an older number is void
   */
  record Tiers(int number, List<LinkTier> links) implements ControlMessage {
    /** Largest number. */
    public static final int MAX_NUMBER = 0xffff;
  }

  /**
   * The tier of one link.
   *
   * @param link its name, {@link #LINK_NAME}
   * @param tier {@link LinkInfo#FIRST_TIER} to {@link LinkInfo#LAST_TIER}
   */
  record LinkTier(String link, int tier) {}

  /** The tiers with this number are taken. */
  record Tiered(int number) implements ControlMessage {}

  /** How a carrier fares. */
  enum Verdict {
    /** It answers. */
    ALIVE,
    /** Nothing is heard of what was sent on it. */
    SILENT,
    /** The link below it is gone. */
    DOWN
  }

  /** Writes the message. */
  default void encode(ByteBuf out) {
    switch (this) {
      case Feedback feedback -> encodeFeedback(feedback, out);
      case Ping ping -> out.writeByte(2).writeLong(ping.token());
      case Pong pong -> out.writeByte(3).writeLong(pong.token());
      case Health health -> {
        out.writeByte(4).writeByte(health.carriers().size());
        for (CarrierHealth carrier : health.carriers()) {
          out.writeShort(carrier.carrier()).writeByte(carrier.verdict().ordinal());
        }
      }
      case Announce announce -> {
        out.writeByte(5).writeShort(announce.carrier());
        encodeLink(announce.link(), out);
      }
      case Quiet quiet ->
          out.writeByte(6).writeInt((int) quiet.gapMillis()).writeShort(quiet.number());
      case Call call -> out.writeByte(7).writeShort(call.number());
      case Tiers tiers -> {
        out.writeByte(8).writeShort(tiers.number()).writeByte(tiers.links().size());
        for (LinkTier link : tiers.links()) {
          out.writeByte(link.tier());
          encodeLink(link.link(), out);
        }
      }
      case Tiered tiered -> out.writeByte(9).writeShort(tiered.number());
    }
  }

  private static void encodeLink(String link, ByteBuf out) {
    out.writeByte(link.length());
    out.writeCharSequence(link, StandardCharsets.US_ASCII);
  }

  private static void encodeFeedback(Feedback feedback, ByteBuf out) {
    out.writeByte(1).writeByte(feedback.carriers().size());
    for (CarrierFeedback carrier : feedback.carriers()) {
      int[] ranges = carrier.ranges();
      out.writeShort(carrier.carrier()).writeInt(carrier.largest());
      out.writeInt((int) Math.min(carrier.delayMicros(), Integer.MAX_VALUE));
      out.writeByte(ranges.length / 2).writeShort(ranges[1]);
      for (int i = 2; i < ranges.length; i += 2) {
        out.writeShort(ranges[i] - ranges[i - 1] - 2).writeShort(ranges[i + 1] - ranges[i]);
      }
    }
  }

  /**
   * Reads one message.
   *
   * @throws MalformedMessageException when the bytes are not a whole, valid message
   */
  static ControlMessage decode(ByteBuf in) {
    try {
      return switch (in.readUnsignedByte()) {
        case 1 -> decodeFeedback(in);
        case 2 -> new Ping(in.readLong());
        case 3 -> new Pong(in.readLong());
        case 4 -> decodeHealth(in);
        case 5 -> decodeAnnounce(in);
        case 6 -> decodeQuiet(in);
        case 7 -> new Call(in.readUnsignedShort());
        case 8 -> decodeTiers(in);
        case 9 -> new Tiered(in.readUnsignedShort());
        default -> throw new MalformedMessageException("unknown control message type");
      };
    } catch (IndexOutOfBoundsException e) {
      throw new MalformedMessageException("control message ends early");
    }
  }

  private static Feedback decodeFeedback(ByteBuf in) {
    int count = carrierCount(in);
    List<CarrierFeedback> carriers = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int carrier = in.readUnsignedShort();
      int largest = in.readInt();
      long delayMicros = in.readUnsignedInt();
      int rangeCount = in.readUnsignedByte();
      if (rangeCount == 0 || rangeCount > MAX_RANGES) {
        throw new MalformedMessageException("feedback with " + rangeCount + " ranges");
      }
      int[] ranges = new int[2 * rangeCount];
      ranges[1] = in.readUnsignedShort();
      for (int r = 2; r < ranges.length; r += 2) {
        ranges[r] = ranges[r - 1] + in.readUnsignedShort() + 2;
        ranges[r + 1] = ranges[r] + in.readUnsignedShort();
      }
      carriers.add(new CarrierFeedback(carrier, largest, delayMicros, ranges));
    }
    return new Feedback(carriers);
  }

  private static Health decodeHealth(ByteBuf in) {
    int count = carrierCount(in);
    List<CarrierHealth> carriers = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int carrier = in.readUnsignedShort();
      int verdict = in.readUnsignedByte();
      if (verdict >= VERDICTS.length) {
        throw new MalformedMessageException("unknown verdict " + verdict);
      }
      carriers.add(new CarrierHealth(carrier, VERDICTS[verdict]));
    }
    return new Health(carriers);
  }

  private static Announce decodeAnnounce(ByteBuf in) {
    int carrier = in.readUnsignedShort();
    return new Announce(carrier, decodeLink(in));
  }

  private static String decodeLink(ByteBuf in) {
    String link = in.readCharSequence(in.readUnsignedByte(), StandardCharsets.US_ASCII).toString();
    if (!LINK_NAME.matcher(link).matches()) {
      throw new MalformedMessageException("a link without a proper name");
    }
    return link;
  }

  private static Tiers decodeTiers(ByteBuf in) {
    int number = in.readUnsignedShort();
    int count = carrierCount(in);
    List<LinkTier> links = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int tier = in.readUnsignedByte();
      if (tier < LinkInfo.FIRST_TIER || tier > LinkInfo.LAST_TIER) {
        throw new MalformedMessageException("tier " + tier);
      }
      links.add(new LinkTier(decodeLink(in), tier));
    }
    return new Tiers(number, links);
  }

  private static Quiet decodeQuiet(ByteBuf in) {
    long gapMillis = in.readUnsignedInt();
    if (gapMillis < Quiet.MIN_GAP_MILLIS || gapMillis > Quiet.MAX_GAP_MILLIS) {
      throw new MalformedMessageException("a silence of " + gapMillis + " ms");
    }
    return new Quiet(gapMillis, in.readUnsignedShort());
  }

  private static int carrierCount(ByteBuf in) {
    int count = in.readUnsignedByte();
    if (count > MAX_CARRIERS) {
      throw new MalformedMessageException("message about " + count + " carriers");
    }
    return count;
  }
}
