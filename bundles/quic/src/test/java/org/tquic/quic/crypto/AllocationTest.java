package org.tquic.quic.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a packet of 1200 bytes in an array of 64 KiB allocates: what the JDK's ciphers do per
 * packet, and never a copy of the array.
 */
class AllocationTest {
  private static final int ROUNDS = 5_000;
  private static final int END = 1200;

  /**
   * The JDK makes an engine per packet, with GHASH tables or a key stream; measured at most half.
   */
  private static final long MOST_BYTES = 5_000;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @EnumSource
  void noArrayIsCopied(CipherSuite suite) {
    byte[] secret = new byte[suite.hashLength()];
    PacketProtection sealing = new PacketProtection(1, suite, secret);
    PacketProtection opening = new PacketProtection(1, suite, secret);
    byte[] packet = new byte[65_536];
    byte[] sealed = new byte[65_536];
    long sealBytes = 0;
    long openBytes = 0;
    for (int i = 0; i < 2 * ROUNDS; i++) {
      packet[0] = 0x41;
      long before = THREADS.getCurrentThreadAllocatedBytes();
      sealing.seal(packet, 0, 9, 2, END, 1, i);
      long between = THREADS.getCurrentThreadAllocatedBytes();
      System.arraycopy(packet, 0, sealed, 0, END + 16);
      long restart = THREADS.getCurrentThreadAllocatedBytes();
      int length = opening.unprotectHeader(sealed, 0, 9, END + 16);
      int payload = opening.open(sealed, 0, 9, length, END + 16, 1, i);
      long after = THREADS.getCurrentThreadAllocatedBytes();
      assertThat(payload == END - 11).isTrue();
      if (i >= ROUNDS) {
        sealBytes += between - before;
        openBytes += after - restart;
      }
    }
    System.out.printf(
        "%s: %d bytes to seal, %d to open%n", suite, sealBytes / ROUNDS, openBytes / ROUNDS);
    assertThat(sealBytes / ROUNDS).isLessThan(MOST_BYTES);
    assertThat(openBytes / ROUNDS).isLessThan(MOST_BYTES);
  }
}
