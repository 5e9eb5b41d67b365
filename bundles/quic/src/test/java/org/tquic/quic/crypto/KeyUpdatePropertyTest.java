package org.tquic.quic.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Two honest ends over three paths that delay and reorder packets, with updates at any time. */
class KeyUpdatePropertyTest {
  private static final int PATHS = 3;

  private record InFlight(byte[] packet, int path, long number, long[] acknowledged) {}

  private static final class End {
    final OneRttKeys keys;
    final List<InFlight> inbox = new ArrayList<>();
    final long[] next = new long[PATHS];
    final long[] largestOpened = {-1, -1, -1};

    End(OneRttKeys keys) {
      this.keys = keys;
    }
  }

  @Property(tries = 60)
  void honestEndsNeverFailAndLoseNothing(@ForAll long seed) {
    Random random = new Random(seed);
    OneRttPair pair = new OneRttPair();
    pair.confirm();
    End[] ends = {new End(pair.client), new End(pair.server)};
    int updates = 0;
    for (int step = 0; step < 800; step++) {
      int which = random.nextInt(2);
      End end = ends[which];
      End peer = ends[1 - which];
      switch (random.nextInt(8)) {
        case 0, 1, 2 -> send(end, peer, random.nextInt(PATHS));
        case 3, 4, 5, 6 -> {
          if (!end.inbox.isEmpty()) {
            receive(end, end.inbox.remove(random.nextInt(end.inbox.size())));
          }
        }
        default -> {
          // By 3 PTO, what was sent before is either there or lost.
          while (!end.inbox.isEmpty()) {
            receive(end, end.inbox.remove(random.nextInt(end.inbox.size())));
          }
          while (!peer.inbox.isEmpty()) {
            receive(peer, peer.inbox.remove(random.nextInt(peer.inbox.size())));
          }
          end.keys.discardPrevious();
          peer.keys.discardPrevious();
          if (end.keys.canInitiateUpdate()) {
            end.keys.initiateUpdate();
            updates++;
          }
        }
      }
    }
    assertThat(updates).isPositive();
  }

  private static void send(End end, End peer, int path) {
    long number = end.next[path]++;
    peer.inbox.add(
        new InFlight(
            OneRttPair.seal(end.keys, path, number), path, number, end.largestOpened.clone()));
  }

  private static void receive(End end, InFlight packet) {
    assertThat(OneRttPair.opens(end.keys, packet.packet, packet.path, packet.number)).isTrue();
    end.largestOpened[packet.path] = Math.max(end.largestOpened[packet.path], packet.number);
    for (int path = 0; path < PATHS; path++) {
      if (packet.acknowledged[path] >= 0) {
        end.keys.onAcknowledged(path, packet.acknowledged[path]);
      }
    }
  }
}
