package org.tquic.quic.sim;

/** Is told what happens to each datagram. */
@FunctionalInterface
public interface PacketTrace {
  /** Drops what it is told. */
  PacketTrace NONE = (nowNs, where, event, datagram) -> {};

  /**
   * Something happened to a datagram.
   *
   * @param nowNs virtual time, nanoseconds
   * @param where the name of a node or of a direction of a link such as {@code wan1.up}
   * @param datagram as it is at this place; to be read during the call only
   */
  void on(long nowNs, String where, PacketEvent event, SimDatagram datagram);

  /** Both, in this order. */
  default PacketTrace and(PacketTrace other) {
    return (nowNs, where, event, datagram) -> {
      on(nowNs, where, event, datagram);
      other.on(nowNs, where, event, datagram);
    };
  }
}
