package org.tquic.system;

import java.nio.file.Path;
import java.util.List;
import org.tquic.lab.Lab;
import org.tquic.lab.WanSpec;

/** Labs whose logs stay in the build's folder. */
final class Labs {
  private Labs() {}

  static Lab open(Class<?> test, List<WanSpec> wans) {
    return open(test.getSimpleName(), wans);
  }

  /** With logs of its own for each engine. */
  static Lab open(Class<?> test, String engine, List<WanSpec> wans) {
    return open(test.getSimpleName() + "-" + engine, wans);
  }

  private static Lab open(String name, List<WanSpec> wans) {
    return Lab.open(wans, Path.of(System.getProperty("tquic.lab.logs"), name));
  }
}
