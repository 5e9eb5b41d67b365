package org.tquic.quic.sim;

import java.net.InetAddress;

/** What a step of a script does. The text form is given with each. */
public sealed interface ScriptAction {
  /**
   * {@code set wan1.up rate=5mbit loss=2%}: replaces settings of a link.
   *
   * @param settings as {@link LinkProfile#with} takes them, at least one
   */
  record SetLink(LinkTarget target, String settings) implements ScriptAction {
    /** Checks the settings. */
    public SetLink {
      settings = String.join(" ", settings.strip().split("\\s+"));
      if (settings.isEmpty()) {
        throw new IllegalArgumentException("settings are missing, such as rate=5mbit");
      }
      LinkSettings.check(settings);
    }

    @Override
    public String toString() {
      return "set " + target + " " + settings;
    }
  }

  /**
   * {@code reset wan1 rate queue}: settings become again what they were when the link was added.
   *
   * @param keys of settings, separated by blanks; none = all
   */
  record Reset(LinkTarget target, String keys) implements ScriptAction {
    /** Checks the keys. */
    public Reset {
      keys = String.join(" ", keys.strip().split("\\s+"));
      if (!keys.isEmpty()) {
        LinkSettings.only(LinkProfile.PERFECT, keys);
      }
    }

    @Override
    public String toString() {
      return ("reset " + target + " " + keys).strip();
    }
  }

  /** {@code blackhole wan1}: the link swallows everything without a sign. */
  record Blackhole(LinkTarget target) implements ScriptAction {
    @Override
    public String toString() {
      return "blackhole " + target;
    }
  }

  /** {@code restore wan1}: the link is no blackhole any more. */
  record Restore(LinkTarget target) implements ScriptAction {
    @Override
    public String toString() {
      return "restore " + target;
    }
  }

  /**
   * {@code rebind wan1} or {@code rebind wan1 198.51.100.9}: the NAT of the link forgets its
   * mappings.
   *
   * @param newPublicAddress its new address, or null when it keeps the old one
   */
  record Rebind(String link, InetAddress newPublicAddress) implements ScriptAction {
    /** Checks the name. */
    public Rebind {
      LinkTarget.checkName(link);
    }

    @Override
    public String toString() {
      return "rebind "
          + link
          + (newPublicAddress == null ? "" : " " + newPublicAddress.getHostAddress());
    }
  }

  /** {@code call NAME}: something that the test gives. */
  record Call(String name) implements ScriptAction {
    /** Checks the name. */
    public Call {
      LinkTarget.checkName(name);
    }

    @Override
    public String toString() {
      return "call " + name;
    }
  }
}
