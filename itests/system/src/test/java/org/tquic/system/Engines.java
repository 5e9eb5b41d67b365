package org.tquic.system;

import java.util.stream.Stream;

/** The QUIC engines to test: {@code -Dtquic.engines=multipath}, all of them else. */
final class Engines {
  private static final String DEFAULT = "multipath,quiche";

  private Engines() {}

  static Stream<String> ids() {
    return Stream.of(System.getProperty("tquic.engines", DEFAULT).split(","));
  }
}
