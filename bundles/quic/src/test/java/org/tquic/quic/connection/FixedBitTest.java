package org.tquic.quic.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tquic.quic.Role;
import org.tquic.quic.wire.FrameType;

/** A packet without the fixed bit is none, unless this end has offered to take it, RFC 9287. */
class FixedBitTest {
  private static final int FIXED_BIT = 0x40;

  private static EndEvents eventsOfAPacketWithoutIt(boolean offered) {
    LoosePair pair =
        LoosePair.of(Role.SERVER, offers -> offers.greaseQuicBit(offered)).established();
    pair.peer.clearedBits = FIXED_BIT;
    pair.receive(0, 0, FrameType.DATAGRAM, 1, 2);
    return pair.subject.events;
  }

  /** RFC 9000 section 17.3.1. */
  @Test
  void itIsDropped() {
    assertThat(eventsOfAPacketWithoutIt(false).datagrams).isZero();
  }

  /** RFC 9287 section 3. */
  @Test
  void itIsTakenWhereThatWasOffered() {
    assertThat(eventsOfAPacketWithoutIt(true).datagrams).isOne();
  }
}
