package org.tquic.lab.emulator;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import org.tquic.lab.emulator.EmulatedLink.Verdict;
import org.tquic.linux.LinuxException;
import org.tquic.linux.Poller;
import org.tquic.linux.socket.FrameBatch;
import org.tquic.linux.socket.PacketSocket;

/**
 * Moves frames through emulated links: one thread for all links, frames received straight into the
 * memory that they are sent from, system calls in batches. {@link #run()} is that thread; {@link
 * #call} hands it work from others.
 */
public final class EmulatorLoop implements Runnable {
  private static final int MAX_LINKS = 64;
  private static final int BATCH = 64;
  private static final int FRAMES = 32_768;

  // Frames may leave later than they should by this much, so that several are sent at once. It is
  // no more than the kernel's own slack of a sleeping thread's timer.
  private static final long COALESCE_NS = 50_000;

  private final Poller poller = new Poller(MAX_LINKS * 2);
  private final FrameStore store = new FrameStore(FRAMES);
  private final FrameBatch incoming = new FrameBatch(BATCH, 0);
  private final int[] incomingFrames = new int[BATCH];
  private final FrameBatch outgoing = new FrameBatch(BATCH, 0);
  private final int[] outgoingFrames = new int[BATCH];
  private final Map<String, BridgedLink> links = new LinkedHashMap<>();
  private final ConcurrentLinkedQueue<Runnable> commands = new ConcurrentLinkedQueue<>();
  private volatile boolean stopped;

  /** Allocates what the loop needs for all its life. */
  public EmulatorLoop() {
    for (int i = 0; i < BATCH; i++) {
      incomingFrames[i] = store.take();
      incoming.use(i, store.memory(incomingFrames[i]));
    }
  }

  /**
   * Bridges two interfaces of this process's network namespace.
   *
   * @param name of the link in later commands
   * @param near interface on the router's side
   * @param far interface on the internet's side
   * @param seed of jitter and losses
   * @throws LinuxException when an interface cannot be opened
   */
  public void add(
      String name, String near, String far, LinkProfile out, LinkProfile in, long seed) {
    call(
        () -> {
          if (links.containsKey(name)) {
            throw new IllegalArgumentException("there is a link " + name + " already");
          }
          PacketSocket nearSocket = PacketSocket.open(near, true);
          PacketSocket farSocket = PacketSocket.open(far, true);
          long now = System.nanoTime();
          BridgedLink link =
              new BridgedLink(
                  new BridgedLink.End(nearSocket, poller.add(nearSocket.fd(), Poller.READABLE)),
                  new BridgedLink.End(farSocket, poller.add(farSocket.fd(), Poller.READABLE)),
                  new EmulatedLink(out, seed, now),
                  new EmulatedLink(in, ~seed, now));
          links.put(name, link);
          return null;
        });
  }

  /** Takes a link away; frames under way are lost. */
  public void remove(String name) {
    call(
        () -> {
          BridgedLink link = link(name);
          for (Direction direction : Direction.values()) {
            link.setBlackhole(direction, true, store);
          }
          close(link.near);
          close(link.far);
          links.remove(name);
          return null;
        });
  }

  /** Changes some values of a direction, see {@link LinkProfile#with}. */
  public void set(String name, Direction direction, List<String> settings) {
    call(
        () -> {
          EmulatedLink link = link(name).direction(direction);
          link.setProfile(link.profile().with(settings), System.nanoTime());
          return null;
        });
  }

  /** Makes a direction swallow all frames silently, or pass them again. */
  public void blackhole(String name, Direction direction, boolean dead) {
    call(
        () -> {
          link(name).setBlackhole(direction, dead, store);
          return null;
        });
  }

  /** Learns that an end of the link was set down or up, so that nothing passes meanwhile. */
  public void setDown(String name, LinkEnd end, boolean down) {
    call(
        () -> {
          link(name).setDown(end, down, store);
          return null;
        });
  }

  /** Interface of an end of a link. */
  public String interfaceOf(String name, LinkEnd end) {
    return call(() -> (end == LinkEnd.NEAR ? link(name).near : link(name).far).socket.name());
  }

  /** Behaviour of each direction of each link now. */
  public Map<String, Map<Direction, LinkProfile>> profiles() {
    return each(EmulatedLink::profile);
  }

  /** What each direction of each link has done so far. */
  public Map<String, Map<Direction, LinkCounters>> counters() {
    return each(EmulatedLink::counters);
  }

  private <T> Map<String, Map<Direction, T>> each(Function<EmulatedLink, T> view) {
    return call(
        () -> {
          Map<String, Map<Direction, T>> all = new LinkedHashMap<>();
          links.forEach(
              (name, link) -> {
                Map<Direction, T> both = new EnumMap<>(Direction.class);
                for (Direction direction : Direction.values()) {
                  both.put(direction, view.apply(link.direction(direction)));
                }
                all.put(name, both);
              });
          return all;
        });
  }

  /** Ends {@link #run()}; any thread. */
  public void stop() {
    stopped = true;
    poller.wake();
  }

  /** Carries frames until {@link #stop()}. */
  @Override
  public void run() {
    boolean moved = false;
    long nextNs = Long.MAX_VALUE;
    while (!stopped) {
      if (moved) {
        // Under load a look at all sockets now and then is cheaper than a wake-up per frame.
        LockSupport.parkNanos(COALESCE_NS);
      } else {
        long waitNs = Math.max(COALESCE_NS, nextNs - System.nanoTime());
        poller.poll(nextNs == Long.MAX_VALUE ? -1 : waitNs);
      }
      for (Runnable command = commands.poll(); command != null; command = commands.poll()) {
        command.run();
      }
      moved = receiveAll();
      long now = System.nanoTime();
      moved |= deliverAll(now);
      nextNs = nextDepartureNs();
    }
    for (BridgedLink link : links.values()) {
      close(link.near);
      close(link.far);
    }
  }

  private boolean receiveAll() {
    boolean received = false;
    for (BridgedLink link : links.values()) {
      received |= receive(link.near, link.out);
      received |= receive(link.far, link.in);
    }
    return received;
  }

  private boolean receive(BridgedLink.End source, EmulatedLink link) {
    int count = BATCH;
    boolean received = false;
    while (count == BATCH && !source.gone) {
      try {
        count = source.socket.receive(incoming);
      } catch (LinuxException e) {
        close(source);
        return received;
      }
      long now = System.nanoTime();
      for (int i = 0; i < count; i++) {
        received = true;
        accept(i, link, now);
      }
    }
    return received;
  }

  /** Offers a received frame; when the link keeps it, another takes its place in the batch. */
  private void accept(int slot, EmulatedLink link, long nowNs) {
    int frame = incomingFrames[slot];
    int bytes = Math.min(incoming.length(slot), FrameStore.FRAME_BYTES);
    store.setLength(frame, bytes);
    if (store.freeCount() > 0 && link.offer(frame, bytes, nowNs) == Verdict.QUEUED) {
      incomingFrames[slot] = store.take();
      incoming.use(slot, store.memory(incomingFrames[slot]));
    }
  }

  private boolean deliverAll(long nowNs) {
    boolean sent = false;
    for (BridgedLink link : links.values()) {
      sent |= deliver(link.out, link.far, nowNs);
      sent |= deliver(link.in, link.near, nowNs);
    }
    return sent;
  }

  private long nextDepartureNs() {
    long next = Long.MAX_VALUE;
    for (BridgedLink link : links.values()) {
      next = Math.min(next, link.out.nextDepartureNs());
      next = Math.min(next, link.in.nextDepartureNs());
    }
    return next;
  }

  /** Sends what leaves by now. */
  private boolean deliver(EmulatedLink link, BridgedLink.End sink, long nowNs) {
    int count = BATCH;
    boolean sent = false;
    while (count == BATCH) {
      count = 0;
      int frame = EmulatedLink.NONE;
      while (count < BATCH && (frame = link.poll(nowNs)) != EmulatedLink.NONE) {
        outgoingFrames[count] = frame;
        outgoing.use(count, store.memory(frame));
        outgoing.setLength(count, store.length(frame));
        count++;
      }
      send(sink, count);
      for (int i = 0; i < count; i++) {
        store.release(outgoingFrames[i]);
      }
      sent |= count > 0;
    }
    return sent;
  }

  private void send(BridgedLink.End sink, int count) {
    int sent = 0;
    try {
      while (sent < count && !sink.gone) {
        int taken = sink.socket.send(outgoing, sent, count - sent);
        if (taken <= 0) {
          return;
        }
        sent += taken;
      }
    } catch (LinuxException e) {
      // The device is gone, as a link that is unplugged for good.
      close(sink);
    }
  }

  private void close(BridgedLink.End end) {
    if (!end.gone) {
      end.gone = true;
      poller.remove(end.pollerSlot);
      end.socket.close();
    }
  }

  private BridgedLink link(String name) {
    BridgedLink link = links.get(name);
    if (link == null) {
      throw new IllegalArgumentException(
          "there is no link " + name + ", only " + new ArrayList<>(links.keySet()));
    }
    return link;
  }

  /** Runs on the loop's thread and returns its result or throws its exception. */
  private <T> T call(Supplier<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    commands.add(
        () -> {
          try {
            result.complete(work.get());
          } catch (RuntimeException e) {
            result.completeExceptionally(e);
          }
        });
    poller.wake();
    try {
      return result.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
