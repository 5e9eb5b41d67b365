package org.tquic.quic.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.tquic.quic.Role;
import org.tquic.quic.stream.Endpoint.Packet;
import org.tquic.quic.stream.Endpoint.Sent;

/** Two ends with packets between them that get lost, late, twice, or told of wrongly. */
class LossyPipePropertiesTest {
  private static final int STREAMS = 9;
  private static final int MAX_ROUNDS = 40_000;

  /** A packet under way, and whether the peer got it; its sender hears that later, or not. */
  private static final class Flight {
    final Packet packet;
    boolean arrived;

    Flight(Packet packet) {
      this.packet = packet;
    }
  }

  /** One end with the work that it has to do. */
  private static final class End {
    final Endpoint endpoint;
    final List<Flight> flights = new ArrayList<>();
    final Map<Long, byte[]> written = new HashMap<>();
    final Map<Long, Integer> progress = new TreeMap<>();
    final Map<Long, byte[]> read = new HashMap<>();
    final Map<Long, Integer> readBytes = new TreeMap<>();
    final Map<Long, Boolean> ended = new HashMap<>();
    int toOpen = STREAMS;

    End(Role role, LocalLimits limits) {
      endpoint = Endpoint.of(role, limits, limits.asSeenByPeer());
    }
  }

  private Random random;
  private double loss;
  private int maxData;

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void whatWasWrittenIsWhatIsRead(
      @ForAll Random source,
      @ForAll @DoubleRange(max = 0.5) double lossRate,
      @ForAll @IntRange(min = 1, max = 6000) int window,
      @ForAll @IntRange(min = 1, max = 5000) int sendBuffer,
      @ForAll @IntRange(min = 1, max = 4) int streams) {
    random = source;
    loss = lossRate;
    maxData = Math.min(12_000, 20 * Math.min(window, sendBuffer));
    LocalLimits limits =
        new LocalLimits(
            window, window, window, window, streams, streams, sendBuffer, 4 * window, 2 * window);
    End client = new End(Role.CLIENT, limits);
    End server = new End(Role.SERVER, limits);
    int rounds = 0;
    while (!isDone(client, server)) {
      assertThat(rounds++).as("rounds").isLessThan(MAX_ROUNDS);
      step(client, server);
      step(server, client);
    }
    assertSame(client, server);
    assertSame(server, client);
    assertThat(client.endpoint.streams.openStreams()).isZero();
    assertThat(server.endpoint.streams.openStreams()).isZero();
  }

  private boolean isDone(End a, End b) {
    return a.toOpen + b.toOpen == 0
        && a.flights.isEmpty()
        && b.flights.isEmpty()
        && !a.endpoint.streams.wantsToSend()
        && !b.endpoint.streams.wantsToSend()
        && isAllRead(a, b)
        && isAllRead(b, a);
  }

  private static boolean isAllRead(End writer, End reader) {
    boolean unanswered = writer.endpoint.events.stream().anyMatch(e -> e.startsWith("opened"));
    return !unanswered && writer.written.keySet().stream().allMatch(reader.ended::containsKey);
  }

  private void step(End end, End peer) {
    end.endpoint.streams.onTime(random.nextInt(1000));
    end.endpoint.streams.onRtt(random.nextInt(100));
    open(end);
    accept(end);
    write(end);
    for (int i = random.nextInt(3); i > 0 && end.endpoint.streams.wantsToSend(); i--) {
      Packet packet = end.endpoint.packet(40 + random.nextInt(1160));
      if (!packet.frames().isEmpty()) {
        end.flights.add(new Flight(packet));
      }
    }
    for (int i = random.nextInt(6); i > 0 && !end.flights.isEmpty(); i--) {
      settle(end, peer, random.nextInt(Math.min(8, end.flights.size())));
    }
    read(peer);
  }

  /** Something happens to one of the packets under way. */
  private void settle(End end, End peer, int index) {
    Flight flight = end.flights.get(index);
    switch (random.nextInt(5)) {
      case 0 -> deliver(flight, peer);
      case 1 -> flight.packet.frames().forEach(end.endpoint::reinject);
      default -> {
        if (random.nextDouble() >= loss) {
          deliver(flight, peer);
        }
        boolean spurious = random.nextInt(10) == 0;
        end.flights.remove(index);
        for (Sent frame : flight.packet.frames()) {
          if (!flight.arrived || spurious) {
            end.endpoint.lost(frame);
          }
          if (flight.arrived) {
            end.endpoint.acked(frame);
          }
        }
      }
    }
  }

  private static void deliver(Flight flight, End peer) {
    peer.endpoint.receive(flight.packet.payload());
    flight.arrived = true;
  }

  private void open(End end) {
    if (end.toOpen > 0 && random.nextInt(4) == 0) {
      long id = end.endpoint.streams.open(random.nextBoolean());
      if (id >= 0) {
        end.toOpen--;
        begin(end, id);
      }
    }
  }

  private void begin(End end, long id) {
    byte[] data = new byte[random.nextInt(4) == 0 ? 0 : random.nextInt(maxData)];
    random.nextBytes(data);
    end.written.put(id, data);
    end.progress.put(id, 0);
    if (random.nextBoolean()) {
      end.endpoint.streams.setPriority(id, random.nextInt(8), random.nextBoolean());
    }
  }

  /** Answers on the bidirectional streams of the peer. */
  private void accept(End end) {
    for (String event : end.endpoint.takeEvents()) {
      if (event.startsWith("opened ")) {
        long id = Long.parseLong(event.substring(7));
        if ((id & 2) == 0) {
          begin(end, id);
        }
      }
    }
  }

  private void write(End end) {
    end.progress
        .entrySet()
        .removeIf(
            entry -> {
              byte[] data = end.written.get(entry.getKey());
              int left = data.length - entry.getValue();
              int length = left == 0 ? 0 : 1 + random.nextInt(left);
              boolean fin = length == left;
              int taken =
                  end.endpoint.streams.write(entry.getKey(), data, entry.getValue(), length, fin);
              entry.setValue(entry.getValue() + taken);
              return fin && taken == length;
            });
  }

  private void read(End end) {
    for (long id = 0; id < 4 * STREAMS; id++) {
      if (end.endpoint.streams.isOpen(id) && !isSendOnly(end, id)) {
        readSome(end, id);
      }
    }
  }

  private static boolean isSendOnly(End end, long id) {
    return (id & 2) != 0 && end.written.containsKey(id);
  }

  private void readSome(End end, long id) {
    byte[] buffer = new byte[random.nextInt(3000)];
    int readable = end.endpoint.streams.readable(id);
    int count = end.endpoint.streams.read(id, buffer, 0, buffer.length);
    assertThat(count).isEqualTo(Math.min(readable, buffer.length));
    if (count < 0) {
      assertThat(end.ended.put(id, true)).isNull();
      return;
    }
    int before = end.readBytes.getOrDefault(id, 0);
    byte[] all = end.read.computeIfAbsent(id, key -> new byte[12_000]);
    System.arraycopy(buffer, 0, all, before, count);
    end.readBytes.put(id, before + count);
  }

  private static void assertSame(End writer, End reader) {
    writer.written.forEach(
        (id, data) -> {
          assertThat(reader.readBytes.getOrDefault(id, 0)).isEqualTo(data.length);
          assertThat(Arrays.copyOf(reader.read.getOrDefault(id, data), data.length))
              .isEqualTo(data);
        });
  }
}
