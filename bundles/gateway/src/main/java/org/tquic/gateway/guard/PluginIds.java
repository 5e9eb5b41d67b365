package org.tquic.gateway.guard;

import java.util.function.Supplier;

/** Asks plug-ins for their ids, which is the first of their code that runs. */
final class PluginIds {
  private PluginIds() {}

  /**
   * What the plug-in says.
   *
   * @throws PluginFailedException when it throws or says nothing; recorded under the class's name
   */
  static String of(Object plugin, Supplier<String> id, String kind, PluginTroubles troubles) {
    PluginRecord unnamed = troubles.of(kind, plugin.getClass().getName());
    try {
      String said = id.get();
      if (said == null || said.isEmpty()) {
        throw new IllegalStateException("has no id");
      }
      return said;
    } catch (Throwable e) {
      throw unnamed.failed(e);
    }
  }
}
