package org.tquic.gateway.settings;

import java.util.Map;

/**
 * Checked settings of the log, as {@link LogDeclaration} explains them.
 *
 * @param level the least severe events that are logged
 */
public record LogSettings(Level level) {
  /** How severe an event is, the worst first. */
  public enum Level {
    /** Something does not work. */
    ERROR,
    /** Something may not work, or soon. */
    WARN,
    /** What the operator wants to read afterwards. */
    INFO,
    /** What whoever looks for a fault wants to read. */
    DEBUG,
    /** Everything. */
    TRACE
  }

  /**
   * Reads and checks values by key.
   *
   * @throws org.tquic.api.TquicException when one of them is not usable
   */
  public static LogSettings of(Map<String, ?> values) {
    SettingValues read = new SettingValues(LogDeclaration.PID, LogDeclaration.class, values);
    return new LogSettings(read.choice("level", Level.class));
  }
}
