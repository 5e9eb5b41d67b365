package org.tquic.shell.console;

import org.apache.felix.service.command.CommandSession;

/** How wide the terminal behind a session is. */
public final class SessionWidth {
  /** Columns assumed where the client does not say. */
  public static final int DEFAULT = 80;

  private static final int NARROWEST = 40;
  private static final String VARIABLE = "COLUMNS";

  private SessionWidth() {}

  /** Columns that a command may fill. */
  public static int of(CommandSession session) {
    return session.get(VARIABLE) instanceof Integer columns ? columns : DEFAULT;
  }

  /** Sets what the client told; very narrow terminals are served as if they were wider. */
  static void set(CommandSession session, int columns) {
    session.put(VARIABLE, Math.max(columns, NARROWEST));
  }
}
