package org.tquic.spi;

import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.util.Map;

/** Parameters as a framework gives them to a component. */
public final class Configured {
  private Configured() {}

  /**
   * The parameters with these values, and the declared defaults for the others.
   *
   * @param declaration the annotation type that declares them
   * @param values by the names of its methods
   */
  public static <A extends Annotation> A with(Class<A> declaration, Map<String, ?> values) {
    return declaration.cast(
        Proxy.newProxyInstance(
            declaration.getClassLoader(),
            new Class<?>[] {declaration},
            (proxy, method, arguments) -> {
              Object value = values.get(method.getName());
              return value == null ? method.getDefaultValue() : value;
            }));
  }
}
