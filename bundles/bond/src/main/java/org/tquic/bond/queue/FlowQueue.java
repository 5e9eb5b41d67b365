package org.tquic.bond.queue;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import org.tquic.bond.wire.DataHeader;
import org.tquic.spi.scheduler.SendUnit.TrafficClass;

/**
 * Where the bond's queue forms: flows take turns (deficit round robin, new flows first) and each is
 * kept short by CoDel, which marks packets of those that understand marks and drops those of
 * others, so a small flow never waits behind a bulk one (RFC 8290). Within a flow what TCP sends
 * again goes first, see {@link TcpTimestamps}; nothing else overtakes. Bounded in bytes; when full
 * the fattest flow loses its oldest packet.
 */
public final class FlowQueue {
  private static final int QUANTUM_BYTES = 1500;
  private static final int LITTLE_BYTES = 2 * QUANTUM_BYTES;

  private static final long TARGET_NS = 30_000_000;
  private static final long INTERVAL_NS = 300_000_000;
  private static final int MAX_BYTES = 4 << 20;

  /** Who makes others wait longer than this does not heed marks (RFC 3168 section 7). */
  private static final long MOST_MARKED_NS = 500_000_000;

  private final Flow[] flows = new Flow[DataHeader.BUCKETS];
  private final ArrayDeque<Flow> newFlows = new ArrayDeque<>();
  private final ArrayDeque<Flow> oldFlows = new ArrayDeque<>();
  private final long targetNs;
  private final long intervalNs;
  private final int maxBytes;

  private int bytes;
  private Flow current;
  private long markedByCoDel;
  private long droppedByCoDel;
  private long droppedWhenFull;

  /** An empty queue as bonds have it. */
  public FlowQueue() {
    this(TARGET_NS, INTERVAL_NS, MAX_BYTES);
  }

  /**
   * An empty queue.
   *
   * @param targetNs wait that CoDel tolerates
   * @param intervalNs for how long it must be exceeded
   * @param maxBytes bound on all packets queued
   */
  FlowQueue(long targetNs, long intervalNs, int maxBytes) {
    this.targetNs = targetNs;
    this.intervalNs = intervalNs;
    this.maxBytes = maxBytes;
  }

  private final class Flow {
    final int bucket;
    final PacketFifo packets = new PacketFifo();

    /** What TCP sends again: its receiver can pass nothing on until it has it. */
    final PacketFifo repeats = new PacketFifo();

    final TcpProgress progress = new TcpProgress();
    final TcpTimestamps timestamps = new TcpTimestamps();
    final CoDel codel = new CoDel(targetNs, intervalNs);
    final FlowLoad load = new FlowLoad();
    int deficit;
    boolean listed;

    /** The last packet that came again and stays in order, as a number of those ever added. */
    private long lastRepeat = -1;

    /** How many of those ever added may have been overtaken. */
    private long overtaken;

    /** Packets that were not queued again because they are here, and so must not be dropped. */
    int promised;

    Flow(int bucket) {
      this.bucket = bucket;
    }

    /**
     * Adds a packet unless its original is still here: a sender whose timer ran out while a link
     * was dead takes all that waits here for lost.
     */
    boolean add(ByteBuf packet, int flowHash, long nowNs) {
      if (progress.repeats(flowHash, packet)) {
        if (holdsOnlyOriginals()
            && FlowClassifier.flowHash(packets.peek()) == flowHash
            && TcpProgress.follows(packet, packets.peek())) {
          promised++;
          return false;
        }
        if (TcpTimestamps.mayOvertake(packet)) {
          repeats.add(packet, nowNs);
          timestamps.onOvertake(flowHash, packet);
          overtaken = packets.added();
          return true;
        }
        lastRepeat = packets.added();
      }
      packets.add(packet, nowNs);
      return true;
    }

    PacketFifo front() {
      return repeats.isEmpty() ? packets : repeats;
    }

    boolean isEmpty() {
      return packets.isEmpty() && repeats.isEmpty();
    }

    int bytes() {
      return packets.bytes() + repeats.bytes();
    }

    /** What its receiver misses least goes first: a repeat dropped holds up all behind it. */
    ByteBuf pollLeastUrgent() {
      return packets.isEmpty() ? repeats.poll() : pollInOrder();
    }

    ByteBuf poll() {
      return repeats.isEmpty() ? pollInOrder() : repeats.poll();
    }

    private ByteBuf pollInOrder() {
      boolean wasOvertaken = packets.added() - packets.size() < overtaken;
      ByteBuf packet = packets.poll();
      promised = Math.max(0, promised - 1);
      if (wasOvertaken) {
        timestamps.raise(packet);
      }
      return packet;
    }

    /** Only then all that follows the first is here as well. */
    private boolean holdsOnlyOriginals() {
      return !packets.isEmpty() && lastRepeat < packets.added() - packets.size();
    }
  }

  /**
   * Adds a packet to its flow; takes ownership.
   *
   * @param flowHash of its flow; its low bits are the bucket
   */
  public void add(ByteBuf packet, int flowHash, long nowNs) {
    int bucket = flowHash & DataHeader.BUCKETS - 1;
    Flow flow = flows[bucket];
    if (flow == null) {
      flow = new Flow(bucket);
      flows[bucket] = flow;
    }
    flow.load.add(packet.readableBytes(), nowNs);
    if (!flow.add(packet, flowHash, nowNs)) {
      packet.release();
      return;
    }
    bytes += packet.readableBytes();
    if (!flow.listed) {
      flow.listed = true;
      flow.deficit = QUANTUM_BYTES;
      newFlows.add(flow);
    }
    while (bytes > maxBytes) {
      dropFromFattest();
    }
  }

  private void dropFromFattest() {
    Flow fattest = null;
    for (Flow flow : flows) {
      if (flow != null && (fattest == null || flow.bytes() > fattest.bytes())) {
        fattest = flow;
      }
    }
    ByteBuf packet = fattest.pollLeastUrgent();
    bytes -= packet.readableBytes();
    packet.release();
    droppedWhenFull++;
    if (fattest == current && fattest.isEmpty()) {
      current = null;
    }
  }

  /**
   * Chooses the packet to go next, dropping what CoDel wants dropped. The choice stands until
   * {@link #poll()} or the next {@link #add}.
   *
   * @return whether there is one
   */
  public boolean select(long nowNs) {
    if (current != null && !current.isEmpty()) {
      return true;
    }
    while (true) {
      boolean fromNew = !newFlows.isEmpty();
      ArrayDeque<Flow> list = fromNew ? newFlows : oldFlows;
      Flow flow = list.peek();
      if (flow == null) {
        current = null;
        return false;
      }
      if (flow.deficit <= 0) {
        flow.deficit += QUANTUM_BYTES;
        oldFlows.add(list.poll());
        continue;
      }
      if (flow.repeats.isEmpty()) {
        applyCoDel(flow, nowNs);
      }
      if (flow.isEmpty()) {
        list.poll();
        // RFC 8290 section 4.2: an emptied new flow passes through the old ones once, lest it
        // starve them by emptying again and again.
        if (fromNew && !oldFlows.isEmpty()) {
          oldFlows.add(flow);
        } else {
          flow.listed = false;
        }
        continue;
      }
      current = flow;
      return true;
    }
  }

  private void applyCoDel(Flow flow, long nowNs) {
    while (flow.promised == 0 && !flow.packets.isEmpty()) {
      long sojournNs = nowNs - flow.packets.headTimeNs();
      boolean little = flow.packets.bytes() <= LITTLE_BYTES;
      if (!flow.codel.shouldDrop(sojournNs, little, nowNs)) {
        return;
      }
      if (sojournNs < MOST_MARKED_NS && CongestionMark.set(flow.packets.peek())) {
        markedByCoDel++;
        return;
      }
      ByteBuf packet = flow.packets.poll();
      bytes -= packet.readableBytes();
      packet.release();
      droppedByCoDel++;
    }
  }

  /** The chosen packet; the queue keeps it. */
  public ByteBuf packet() {
    return current.front().peek();
  }

  /** The chosen packet's bucket. */
  public int bucket() {
    return current.bucket;
  }

  /** When the chosen packet came. */
  public long enqueuedNs() {
    return current.front().headTimeNs();
  }

  /** How urgent the chosen packet is. */
  public TrafficClass trafficClass() {
    return FlowClassifier.trafficClass(packet(), current.load.isLight());
  }

  /** Takes the chosen packet; the caller owns it. */
  public ByteBuf poll() {
    ByteBuf packet = current.poll();
    bytes -= packet.readableBytes();
    current.deficit -= packet.readableBytes();
    current = null;
    return packet;
  }

  /** Bytes queued. */
  public int bytes() {
    return bytes;
  }

  /** Whether less is queued than the bound. */
  public boolean hasRoom() {
    return bytes < maxBytes;
  }

  /** Packets marked instead of dropped, since their ends understand marks. */
  public long markedByCoDel() {
    return markedByCoDel;
  }

  /** Packets dropped because they waited too long. */
  public long droppedByCoDel() {
    return droppedByCoDel;
  }

  /** Packets dropped because the queue was full. */
  public long droppedWhenFull() {
    return droppedWhenFull;
  }

  /** Releases everything queued. */
  public void clear() {
    for (Flow flow : flows) {
      while (flow != null && !flow.isEmpty()) {
        flow.front().poll().release();
      }
    }
    bytes = 0;
    current = null;
  }
}
