package org.tquic.system;

import java.nio.file.Path;
import java.util.List;
import org.tquic.lab.Lab;
import org.tquic.lab.WanSpec;

/** Labs whose logs stay in the build's folder. */
final class Labs {
  private Labs() {}

  static Lab open(Class<?> test, List<WanSpec> wans) {
    Path logs = Path.of(System.getProperty("tquic.lab.logs"), test.getSimpleName());
    return Lab.open(wans, logs);
  }
}
