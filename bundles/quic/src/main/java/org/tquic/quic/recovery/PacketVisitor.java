package org.tquic.quic.recovery;

/** Is shown packets; must neither keep nor change them. */
@FunctionalInterface
public interface PacketVisitor {
  /** One packet under way. */
  void visit(SentPacket packet);
}
