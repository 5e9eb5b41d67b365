package org.tquic.quic.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class StreamMapTest {
  @Property(tries = 200)
  void findsWhatIsInAndNothingElse(@ForAll Random random) {
    StreamMap map = new StreamMap();
    Map<Long, Stream> model = new HashMap<>();
    for (int i = 0; i < 300; i++) {
      long id = random.nextInt(100);
      if (model.containsKey(id)) {
        map.remove(id);
        model.remove(id);
      } else {
        Stream stream = new Stream(id, null, null);
        map.add(stream);
        model.put(id, stream);
      }
      assertThat(map.size()).isEqualTo(model.size());
    }
    for (long id = 0; id < 100; id++) {
      assertThat(map.get(id)).isSameAs(model.get(id));
    }
  }
}
