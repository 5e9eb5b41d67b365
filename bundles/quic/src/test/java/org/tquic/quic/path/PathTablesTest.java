package org.tquic.quic.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.tquic.quic.wire.ConnectionId;

class PathTablesTest {
  /** Keys that collide: all have one of few homes. */
  @Property(tries = 300)
  void pathMapsAreMaps(@ForAll @Size(max = 200) List<@IntRange(max = 399) Integer> steps) {
    PathMap<Integer> map = new PathMap<>();
    Map<Long, Integer> model = new HashMap<>();
    for (int step : steps) {
      long key = step / 4 % 20 * 4L + step % 2;
      if (step % 4 == 3) {
        map.remove(key);
        model.remove(key);
      } else {
        map.put(key, step);
        model.put(key, step);
      }
      assertThat(map.size()).isEqualTo(model.size());
    }
    for (long key = 0; key < 80; key++) {
      assertThat(map.get(key)).isEqualTo(model.get(key));
    }
    int seen = 0;
    for (int i = 0; i < map.slots(); i++) {
      seen += map.at(i) == null ? 0 : 1;
    }
    assertThat(seen).isEqualTo(model.size());
  }

  @Property(tries = 300)
  void connectionIdTablesFindWhatIsIn(
      @ForAll @Size(max = 200) List<@IntRange(max = 399) Integer> steps) {
    ConnectionIdTable table = new ConnectionIdTable();
    Map<ConnectionId, LocalConnectionId> model = new HashMap<>();
    for (int step : steps) {
      ConnectionId id = PathFixture.id(step / 4 % 40);
      if (step % 4 == 3) {
        table.remove(id);
        model.remove(id);
      } else {
        LocalConnectionId entry =
            new LocalConnectionId(step, 0, id, null, LocalConnectionId.Told.KNOWN);
        table.put(entry);
        model.put(id, entry);
      }
      assertThat(table.size()).isEqualTo(model.size());
    }
    for (int i = 0; i < 40; i++) {
      ConnectionId id = PathFixture.id(i);
      byte[] packet = new byte[12];
      System.arraycopy(id.toBytes(), 0, packet, 3, 8);
      assertThat(table.get(id)).isSameAs(model.get(id));
      assertThat(table.get(packet, 3, 8)).isSameAs(model.get(id));
    }
  }
}
