package org.tquic.bond;

/**
 * Remembers how long the NATs of each link keep the mapping of a silent flow, so that it is not
 * learnt anew at each start. Used on the owner loop, so it must not wait for a disk.
 */
public interface MappingMemory {
  /** One that forgets. */
  MappingMemory NONE =
      new MappingMemory() {
        @Override
        public Bounds recall(String linkId) {
          return Bounds.UNKNOWN;
        }

        @Override
        public void remember(String linkId, Bounds bounds) {}
      };

  /**
   * What is known of a link.
   *
   * @param heldNs longest silence survived, nanoseconds, or 0
   * @param lostNs shortest silence not survived, nanoseconds, or -1
   */
  record Bounds(long heldNs, long lostNs) {
    /** Nothing is known. */
    public static final Bounds UNKNOWN = new Bounds(0, -1);
  }

  /**
   * What was last remembered of a link, or {@link Bounds#UNKNOWN}.
   *
   * @param linkId {@link org.tquic.api.link.LinkInfo#id()}
   */
  Bounds recall(String linkId);

  /** Keeps what was learnt of a link. */
  void remember(String linkId, Bounds bounds);
}
