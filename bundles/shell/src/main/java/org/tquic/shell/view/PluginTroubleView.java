package org.tquic.shell.view;

import org.tquic.api.bond.PluginTrouble;

/** What is wrong with a plug-in. */
final class PluginTroubleView {
  private PluginTroubleView() {}

  /** One paragraph, at most {@code width} columns wide. */
  static String format(PluginTrouble trouble, int width) {
    String times = trouble.count() == 1 ? "once" : trouble.count() + " times";
    return Paragraph.format(
        "PLUG-IN ",
        trouble.kind() + " " + trouble.plugin() + ": " + trouble.reason() + " (" + times + ")",
        width);
  }
}
