package org.tquic.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.tquic.quic.crypto.CipherSuite;
import org.tquic.quic.crypto.PacketProtection;

/** Sealing and opening a 1-RTT packet of 1350 bytes, header protection included. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PacketProtectionBenchmark {
  /** Several at a time, since reading the clock takes a while. */
  static final int PACKETS = 16;

  private static final int PACKET_BYTES = 1350;
  private static final int NUMBER_OFFSET = 9;
  private static final int NUMBER_BYTES = 2;

  /** The cipher suite. */
  @Param public CipherSuite suite;

  private final byte[] packet = new byte[2048];
  private final byte[] sealed = new byte[2048];
  private PacketProtection sealing;
  private PacketProtection opening;
  private long number;

  /** Makes keys, and one packet to open again and again. */
  @Setup
  public void prepare() {
    byte[] secret = new byte[suite.hashLength()];
    sealing = new PacketProtection(1, suite, secret);
    opening = new PacketProtection(1, suite, secret);
    seal(0);
    System.arraycopy(packet, 0, sealed, 0, PACKET_BYTES);
  }

  private void seal(long packetNumber) {
    packet[0] = 0x41;
    int end = PACKET_BYTES - PacketProtection.TAG_LENGTH;
    sealing.seal(packet, 0, NUMBER_OFFSET, NUMBER_BYTES, end, 0, packetNumber);
  }

  /** {@value #PACKETS} packets sealed. */
  @Benchmark
  @OperationsPerInvocation(PACKETS)
  public byte seal() {
    for (int i = 0; i < PACKETS; i++) {
      seal(++number);
    }
    return packet[PACKET_BYTES - 1];
  }

  /** A packet opened {@value #PACKETS} times, and copied before each. */
  @Benchmark
  @OperationsPerInvocation(PACKETS)
  public int open() {
    int payload = 0;
    for (int i = 0; i < PACKETS; i++) {
      System.arraycopy(sealed, 0, packet, 0, PACKET_BYTES);
      int length = opening.unprotectHeader(packet, 0, NUMBER_OFFSET, PACKET_BYTES);
      payload = opening.open(packet, 0, NUMBER_OFFSET, length, PACKET_BYTES, 0, 0);
      if (payload < 0) {
        throw new IllegalStateException("the packet is not authentic");
      }
    }
    return payload;
  }
}
