package org.tquic.quic.connection;

import org.tquic.quic.EncryptionLevel;
import org.tquic.quic.Role;
import org.tquic.quic.endpoint.Sent;
import org.tquic.quic.fuzz.FuzzInput;

/**
 * Any payload in packets that open, before, during and after the handshake, on one path or two,
 * from any address: a peer may say what it likes, and the connection takes it or closes.
 */
public final class SealedFramesFuzz {
  private static final int MAX_STEPS = 200;
  private static final long STEP_NS = 10_000_000;

  private final FuzzInput in;
  private final Role role;
  private final Subject subject;
  private final LooseEnd peer;
  private final SubjectUse use;
  private long nowNs = EndSettings.SECOND_NS;

  private SealedFramesFuzz(FuzzInput in) {
    this.in = in;
    int kind = in.u8();
    boolean multipath = (kind & 2) == 0;
    role = (kind & 1) == 0 ? Role.SERVER : Role.CLIENT;
    LoosePair pair = LoosePair.of(role, multipath);
    subject = pair.subject;
    peer = pair.peer;
    if (role == Role.CLIENT) {
      Sent first = subject.settle(nowNs).get(0);
      peer.onDatagram(first.arrival(), first.bytes(), nowNs);
    }
    use = new SubjectUse(subject, role);
  }

  public static void fuzzerTestOneInput(byte[] input) {
    new SealedFramesFuzz(new FuzzInput(input)).run();
  }

  private void run() {
    for (int rounds = in.below(8); rounds > 0; rounds--) {
      exchange();
    }
    for (int step = 0; step < MAX_STEPS && in.hasMore(); step++) {
      step();
    }
    subject.end(nowNs);
  }

  private void step() {
    switch (in.below(8)) {
      case 0, 1, 2 -> inject(EncryptionLevel.ONE_RTT);
      case 3 -> inject(in.flag() ? EncryptionLevel.INITIAL : EncryptionLevel.HANDSHAKE);
      case 4 -> exchange();
      case 5 -> nowNs += (long) in.u8() * STEP_NS;
      case 6 -> use.act(in, nowNs);
      default -> peer.core.paths.open(EndSettings.network(role.peer(), in.below(3)), nowNs);
    }
    settle();
  }

  private void inject(EncryptionLevel level) {
    int where = in.u8();
    byte[] packet = peer.seal(level, where & 3, in.counted(), nowNs);
    if (packet != null) {
      subject.onDatagram(EndSettings.network(role, where >> 2 & 3), packet, where >> 4 & 3, nowNs);
    }
  }

  private void exchange() {
    nowNs += STEP_NS;
    settle();
    for (Sent sent : peer.output(nowNs)) {
      subject.onDatagram(sent.arrival(), sent.bytes(), sent.ecn(), nowNs);
    }
    settle();
  }

  private void settle() {
    for (Sent sent : subject.settle(nowNs)) {
      peer.onDatagram(sent.arrival(), sent.bytes(), nowNs);
    }
  }
}
