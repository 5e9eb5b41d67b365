package org.tquic.quic.recovery;

import java.util.Arrays;
import org.tquic.quic.Ecn;

/**
 * A packet as its sender remembers it, with a log of the frames it carried; pooled. The sender sets
 * the public fields before {@link PathRecovery#onPacketSent}.
 *
 * <p>A frame is a kind and up to three numbers, whose meaning is the sender's.
 */
public final class SentPacket {
  private static final int FRAMES = 4;
  private static final int FIELDS = 3;

  /** Number in its space. */
  public long packetNumber;

  /** When it was sent. */
  public long sentNs;

  /** Size as it counts in flight: all bytes of the QUIC packet. */
  public int bytes;

  /** Whether the peer has to acknowledge it. */
  public boolean ackEliciting;

  /** Whether it counts as in flight: ack-eliciting, or with PADDING. */
  public boolean inFlight;

  /** Whether it probes for a larger MTU; its loss says nothing of congestion. */
  public boolean mtuProbe;

  /** Whether its frames are sent again already, whatever becomes of it. */
  public boolean givenUp;

  /** ECN codepoint it was sent with, one of {@link Ecn}. */
  public int ecn;

  SpaceKind space;
  LossTrigger lossTrigger;
  int generation;
  boolean applicationLimited;
  long inFlightBytes;
  long deliveredBytes;
  long deliveredNs;
  long firstSentNs;
  long lostBytes;
  boolean pooled;

  private int[] kinds = new int[FRAMES];
  private long[] fields = new long[FRAMES * FIELDS];
  private int frames;

  /** The space of its number; known once it is sent. */
  public SpaceKind space() {
    return space;
  }

  /** By which rule it counts as lost; null for none, when its path or its keys are given up. */
  public LossTrigger lossTrigger() {
    return lossTrigger;
  }

  /** Notes a frame. */
  public void addFrame(int kind, long a, long b, long c) {
    if (frames == kinds.length) {
      kinds = Arrays.copyOf(kinds, 2 * frames);
      fields = Arrays.copyOf(fields, 2 * frames * FIELDS);
    }
    kinds[frames] = kind;
    int at = frames++ * FIELDS;
    fields[at] = a;
    fields[at + 1] = b;
    fields[at + 2] = c;
  }

  /** Number of frames noted. */
  public int frameCount() {
    return frames;
  }

  /** Kind of a frame. */
  public int frameKind(int index) {
    return kinds[index];
  }

  /** First number of a frame. */
  public long frameA(int index) {
    return fields[index * FIELDS];
  }

  /** Second number of a frame. */
  public long frameB(int index) {
    return fields[index * FIELDS + 1];
  }

  /** Third number of a frame. */
  public long frameC(int index) {
    return fields[index * FIELDS + 2];
  }

  void clear() {
    packetNumber = -1;
    sentNs = 0;
    bytes = 0;
    ackEliciting = false;
    inFlight = false;
    mtuProbe = false;
    givenUp = false;
    ecn = Ecn.NOT_ECT;
    space = null;
    lossTrigger = null;
    generation = 0;
    applicationLimited = false;
    inFlightBytes = 0;
    deliveredBytes = 0;
    deliveredNs = 0;
    firstSentNs = 0;
    lostBytes = 0;
    frames = 0;
  }
}
