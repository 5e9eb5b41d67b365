package org.tquic.quic.fuzz;

/** What a fuzzer calls with each input. Whatever it throws is a fault of what is tested. */
@FunctionalInterface
interface FuzzTarget {
  void run(byte[] input);
}
