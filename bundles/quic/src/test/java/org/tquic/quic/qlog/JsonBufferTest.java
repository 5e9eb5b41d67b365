package org.tquic.quic.qlog;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class JsonBufferTest {
  private final JsonBuffer json = new JsonBuffer();

  @Test
  void commasAreWhereTheyBelong() {
    json.clear().object().number("a", 1).list("b").number(2).string("x").list().endList();
    json.endList().object("c").endObject().bool("d", true).endObject();
    assertThat(Json.text(json)).isEqualTo("{\"a\":1,\"b\":[2,\"x\",[]],\"c\":{},\"d\":true}");
  }

  @Property
  void everyStringIsReadAsItWas(@ForAll String value) {
    json.clear().object().string("v", value).endObject();
    assertThat(Json.read(Json.text(json)).path("v").asText()).isEqualTo(value);
  }

  @Property
  void everyNumberIsReadAsItWas(@ForAll long value) {
    json.clear().object().number("v", value).endObject();
    assertThat(Json.read(Json.text(json)).path("v").asLong()).isEqualTo(value);
  }

  @Property
  void nanosecondsAreExactMilliseconds(@ForAll @LongRange(min = 0) long ns) {
    json.clear().object().millis("v", ns).endObject();
    String text = Json.text(json);
    assertThat(new BigDecimal(text.substring(5, text.length() - 1)))
        .isEqualByComparingTo(BigDecimal.valueOf(ns, 6));
  }

  @Property
  void bytesAreHexadecimal(@ForAll byte[] bytes, @ForAll long number) {
    json.clear().object().hex("v", bytes, 0, bytes.length).name("n").hex(number, 16).endObject();
    var read = Json.read(Json.text(json));
    assertThat(read.path("v").asText()).isEqualTo(java.util.HexFormat.of().formatHex(bytes));
    assertThat(read.path("n").asText()).isEqualTo("%016x".formatted(number));
  }

  @Test
  void theBufferIsUsedAgain() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long best = Long.MAX_VALUE;
    for (int attempt = 0; attempt < 5; attempt++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 20_000; i++) {
        json.clear().object().number("a", i).millis("b", 1_234_567L * i).string("c", "text");
        json.endObject();
      }
      best = Math.min(best, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(best).isLessThan(20_000);
  }
}
