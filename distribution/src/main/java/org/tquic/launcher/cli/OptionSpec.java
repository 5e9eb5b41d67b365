package org.tquic.launcher.cli;

/**
 * An option of a command.
 *
 * @param name without its two hyphens
 * @param form of its value, or null for a flag
 * @param repeatable whether it may be given more than once
 * @param help one sentence, with the default
 */
public record OptionSpec(String name, ValueForm form, boolean repeatable, String help) {
  /** An option without a value. */
  public static OptionSpec flag(String name, String help) {
    return new OptionSpec(name, null, false, help);
  }

  /** An option with one value. */
  public static OptionSpec value(String name, ValueForm form, String help) {
    return new OptionSpec(name, form, false, help);
  }

  /** An option that may be given several times, one value each. */
  public static OptionSpec list(String name, ValueForm form, String help) {
    return new OptionSpec(name, form, true, help);
  }

  /** Whether it stands alone. */
  public boolean isFlag() {
    return form == null;
  }

  /** As it is written: {@code --listen ADDR:PORT}. */
  public String usage() {
    return "--" + name + (isFlag() ? "" : " " + form.placeholder());
  }
}
