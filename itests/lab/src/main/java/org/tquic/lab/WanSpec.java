package org.tquic.lab;

import java.util.List;
import org.tquic.lab.emulator.LinkProfile;

/**
 * An internet link to be built.
 *
 * @param out what it does to uploads
 * @param in what it does to downloads
 * @param emulated whether an emulated link stands between router and gateway; otherwise they are
 *     joined directly and both profiles must be {@link LinkProfile#PERFECT}
 */
public record WanSpec(LinkProfile out, LinkProfile in, boolean emulated) {
  private static final long MS = 1_000_000;

  /** A bare virtual cable, as fast as the processor. */
  public static final WanSpec BARE = new WanSpec(LinkProfile.PERFECT, LinkProfile.PERFECT, false);

  /** Checks that a bare link has no profile. */
  public WanSpec {
    if (!emulated && !(out.equals(LinkProfile.PERFECT) && in.equals(LinkProfile.PERFECT))) {
      throw new IllegalArgumentException("a link without emulation cannot have a profile");
    }
  }

  /** An emulated link that is the same both ways. */
  public static WanSpec symmetric(LinkProfile profile) {
    return new WanSpec(profile, profile, true);
  }

  /**
   * A link with this rate both ways and this delay each way.
   *
   * @param mbit Mbit/s at the physical layer
   * @param delayMs one way, milliseconds
   */
  public static WanSpec of(double mbit, double delayMs) {
    return symmetric(LinkProfile.of(Math.round(mbit * 1e6), Math.round(delayMs * MS)));
  }

  /** 50 Mbit/s, 16 ms: the wired link of case A. */
  public static final WanSpec WIRED = of(50, 16);

  /** 30 Mbit/s, 30 ms with jitter of 15 ms and 0.5 % loss: the phone of case A. */
  public static final WanSpec PHONE =
      symmetric(LinkProfile.of(30_000_000, 30 * MS).withJitter(15 * MS).withLoss(0.005));

  /**
   * Settings as they stand in commands: for both ways, or with prefix {@code out} or {@code in}.
   */
  public static WanSpec parse(List<String> settings) {
    LinkProfile both = LinkProfile.of(0, 0);
    return symmetric(both.with(settings));
  }
}
