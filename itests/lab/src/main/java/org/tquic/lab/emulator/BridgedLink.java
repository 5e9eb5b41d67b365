package org.tquic.lab.emulator;

import org.tquic.linux.socket.PacketSocket;

/** Two interfaces and the emulated link between them. Belongs to the loop's thread. */
final class BridgedLink {
  /** One end: its socket and its slot in the loop's poller. */
  static final class End {
    final PacketSocket socket;
    final int pollerSlot;
    boolean down;
    boolean gone;

    End(PacketSocket socket, int pollerSlot) {
      this.socket = socket;
      this.pollerSlot = pollerSlot;
    }
  }

  final End near;
  final End far;
  final EmulatedLink out;
  final EmulatedLink in;
  private boolean outDead;
  private boolean inDead;

  BridgedLink(End near, End far, EmulatedLink out, EmulatedLink in) {
    this.near = near;
    this.far = far;
    this.out = out;
    this.in = in;
  }

  EmulatedLink direction(Direction direction) {
    return direction == Direction.OUT ? out : in;
  }

  void setBlackhole(Direction direction, boolean dead, FrameStore store) {
    if (direction == Direction.OUT) {
      outDead = dead;
    } else {
      inDead = dead;
    }
    apply(store);
  }

  void setDown(LinkEnd which, boolean down, FrameStore store) {
    (which == LinkEnd.NEAR ? near : far).down = down;
    apply(store);
  }

  /** Nothing passes while an end is down, nor in a direction that is dead by command. */
  private void apply(FrameStore store) {
    boolean broken = near.down || far.down;
    out.setBlackhole(broken || outDead, store::release);
    in.setBlackhole(broken || inDead, store::release);
  }
}
