package org.tquic.bond.queue;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import org.tquic.bond.wire.DataHeader;
import org.tquic.spi.scheduler.SendUnit.TrafficClass;

/**
 * Where the bond's queue forms: flows take turns (deficit round robin, new flows first) and each is
 * kept short by CoDel, so a small flow never waits behind a bulk one (RFC 8290). What TCP sends
 * again goes before the rest of its flow: its receiver can pass nothing on until it has it. Bounded
 * in bytes; when full the fattest flow loses its oldest packet.
 */
public final class FlowQueue {
  private static final int QUANTUM_BYTES = 1500;
  private static final int LITTLE_BYTES = 2 * QUANTUM_BYTES;

  private final Flow[] flows = new Flow[DataHeader.BUCKETS];
  private final ArrayDeque<Flow> newFlows = new ArrayDeque<>();
  private final ArrayDeque<Flow> oldFlows = new ArrayDeque<>();
  private final long targetNs;
  private final long intervalNs;
  private final int maxBytes;

  private int bytes;
  private Flow current;
  private long droppedByCoDel;
  private long droppedWhenFull;

  /**
   * An empty queue.
   *
   * @param targetNs wait that CoDel tolerates
   * @param intervalNs for how long it must be exceeded
   * @param maxBytes bound on all packets queued
   */
  public FlowQueue(long targetNs, long intervalNs, int maxBytes) {
    this.targetNs = targetNs;
    this.intervalNs = intervalNs;
    this.maxBytes = maxBytes;
  }

  private final class Flow {
    final int bucket;
    final PacketFifo repeated = new PacketFifo();
    final PacketFifo fresh = new PacketFifo();
    final TcpProgress progress = new TcpProgress();
    final CoDel codel = new CoDel(targetNs, intervalNs);
    final FlowLoad load = new FlowLoad();
    int deficit;
    boolean listed;

    /** Packets that were not queued again because they are here, and so must not be dropped. */
    int promised;

    Flow(int bucket) {
      this.bucket = bucket;
    }

    /**
     * Whether the packet's original is still here. A sender that sees what it sent last arrive
     * first takes all that waits here for lost (RACK, RFC 8985).
     */
    boolean stillHolds(ByteBuf packet, int flowHash) {
      return !fresh.isEmpty()
          && FlowClassifier.flowHash(fresh.peek()) == flowHash
          && TcpProgress.follows(packet, fresh.peek());
    }

    PacketFifo first() {
      return repeated.isEmpty() ? fresh : repeated;
    }

    boolean isEmpty() {
      return first().isEmpty();
    }

    int bytes() {
      return repeated.bytes() + fresh.bytes();
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
    boolean again = flow.progress.repeats(flowHash, packet);
    if (again && flow.stillHolds(packet, flowHash)) {
      flow.promised++;
      packet.release();
      return;
    }
    (again ? flow.repeated : flow.fresh).add(packet, nowNs);
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
    ByteBuf packet = (fattest.fresh.isEmpty() ? fattest.repeated : fattest.fresh).poll();
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
      applyCoDel(flow, nowNs);
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
    while (flow.repeated.isEmpty() && flow.promised == 0 && !flow.fresh.isEmpty()) {
      long sojournNs = nowNs - flow.fresh.headTimeNs();
      boolean little = flow.fresh.bytes() <= LITTLE_BYTES;
      if (!flow.codel.shouldDrop(sojournNs, little, nowNs)) {
        return;
      }
      ByteBuf packet = flow.fresh.poll();
      bytes -= packet.readableBytes();
      packet.release();
      droppedByCoDel++;
    }
  }

  /** The chosen packet; the queue keeps it. */
  public ByteBuf packet() {
    return current.first().peek();
  }

  /** The chosen packet's bucket. */
  public int bucket() {
    return current.bucket;
  }

  /** When the chosen packet came. */
  public long enqueuedNs() {
    return current.first().headTimeNs();
  }

  /** How urgent the chosen packet is. */
  public TrafficClass trafficClass() {
    return FlowClassifier.trafficClass(packet(), current.load.isLight());
  }

  /** Takes the chosen packet; the caller owns it. */
  public ByteBuf poll() {
    ByteBuf packet = current.first().poll();
    current.promised = Math.max(0, current.promised - 1);
    bytes -= packet.readableBytes();
    current.deficit -= packet.readableBytes();
    current = null;
    return packet;
  }

  /** Bytes queued. */
  public int bytes() {
    return bytes;
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
        flow.first().poll().release();
      }
    }
    bytes = 0;
    current = null;
  }
}
