package org.tquic.spi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The Declarative Services description that the build made of a component class. */
public final class ServiceDescription {
  private ServiceDescription() {}

  /** Its XML. */
  public static String of(Class<?> component) {
    String resource = "/OSGI-INF/" + component.getName() + ".xml";
    try (InputStream in = component.getResourceAsStream(resource)) {
      if (in == null) {
        throw new AssertionError("no " + resource + ": the class is not a component");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
