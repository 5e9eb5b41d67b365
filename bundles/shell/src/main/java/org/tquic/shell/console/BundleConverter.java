package org.tquic.shell.console;

import java.util.Arrays;
import org.apache.felix.service.command.Converter;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Lets the framework's commands name a bundle by its id or symbolic name; Gogo leaves that to the
 * shell.
 */
@Component
public final class BundleConverter implements Converter {
  private final BundleContext context;

  /** Bundles of this framework. */
  @Activate
  public BundleConverter(BundleContext context) {
    this.context = context;
  }

  @Override
  public Object convert(Class<?> type, Object word) {
    if (type != Bundle.class) {
      return null;
    }
    String name = String.valueOf(word);
    if (name.matches("\\d{1,18}")) {
      return context.getBundle(Long.parseLong(name));
    }
    return Arrays.stream(context.getBundles())
        .filter(bundle -> name.equals(bundle.getSymbolicName()))
        .findFirst()
        .orElse(null);
  }

  @Override
  public CharSequence format(Object object, int level, Converter escape) {
    return object instanceof Bundle bundle && level != INSPECT
        ? bundle.getBundleId() + " " + bundle.getSymbolicName() + " " + bundle.getVersion()
        : null;
  }
}
