package org.tquic.packaging;

import java.util.List;

/**
 * The machines a package is for.
 *
 * @param architecture as OpenWrt calls it, such as {@code aarch64_cortex-a53}
 * @param debian as Debian does, whose runtime is used
 * @param triplet Debian's folder of shared libraries
 * @param netty end of the names of Netty's jars with natives
 */
public record Target(String architecture, String debian, String triplet, String netty) {
  /** What is built unless something else is asked for. */
  public static final List<String> DEFAULT = List.of("x86_64", "aarch64_generic");

  /** The processor as OpenWrt's buildroot names it ({@code ARCH}): one for all models of it. */
  public String processor() {
    return architecture.startsWith("aarch64_") ? "aarch64" : architecture;
  }

  /**
   * The target of an architecture of OpenWrt's.
   *
   * @throws IllegalArgumentException if there is no runtime for it
   */
  public static Target of(String architecture) {
    if (architecture.equals("x86_64")) {
      return new Target(architecture, "amd64", "x86_64-linux-gnu", "linux-x86_64");
    }
    if (architecture.startsWith("aarch64_")) {
      return new Target(architecture, "arm64", "aarch64-linux-gnu", "linux-aarch_64");
    }
    throw new IllegalArgumentException(
        "no package for "
            + architecture
            + "; there are x86_64 and aarch64_..., see"
            + " `opkg print-architecture` on the router");
  }
}
