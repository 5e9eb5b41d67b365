package org.tquic.identity;

import java.util.Locale;
import java.util.regex.Pattern;

/** How the operator calls a router: also the name of its file, so that case does not tell apart. */
final class RouterName {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,31}");

  private RouterName() {}

  static boolean isValid(String name) {
    return FORM.matcher(name).matches();
  }

  static void check(String name) {
    if (!isValid(name)) {
      throw new PairingException(
          PairingException.Kind.BAD_NAME,
          "\"" + name.replaceAll("\\p{C}", "?") + "\" is not a name for a router",
          "use 1 to 32 letters a-z, digits, '-' and '_', with a letter or digit first");
    }
  }

  /** What two names that count as the same have in common. */
  static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
