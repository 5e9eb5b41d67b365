package org.tquic.quic.endpoint;

import java.util.random.RandomGenerator;
import org.tquic.quic.wire.ConnectionId;

/**
 * Finds connections by the bytes of a connection ID in a packet; open addressing, no allocation on
 * reads. The hash is keyed, for clients choose some of the IDs and could make them collide.
 */
final class RouteTable {
  private static final int INITIAL_CAPACITY = 64;

  private final long key0;
  private final long key1;
  private ConnectionId[] ids = new ConnectionId[INITIAL_CAPACITY];
  private HostedConnection[] hosts = new HostedConnection[INITIAL_CAPACITY];
  private int[] hashes = new int[INITIAL_CAPACITY];
  private int size;

  RouteTable(RandomGenerator random) {
    key0 = random.nextLong();
    key1 = random.nextLong() | 1;
  }

  int size() {
    return size;
  }

  /** The connection that these bytes lead to, or null. */
  HostedConnection get(byte[] source, int offset, int length) {
    return hosts[slot(hash(source, offset, length), source, offset, length)];
  }

  /** Adds a route; false when there is one already. */
  boolean add(ConnectionId id, HostedConnection host) {
    if (2 * (size + 1) > ids.length) {
      grow();
    }
    byte[] bytes = id.toBytes();
    int hash = hash(bytes, 0, bytes.length);
    int slot = slot(hash, bytes, 0, bytes.length);
    if (ids[slot] != null) {
      return false;
    }
    put(slot, id, host, hash);
    size++;
    return true;
  }

  /** Removes a route if it leads to this connection. */
  void remove(ConnectionId id, HostedConnection host) {
    byte[] bytes = id.toBytes();
    int slot = slot(hash(bytes, 0, bytes.length), bytes, 0, bytes.length);
    if (hosts[slot] == host) {
      removeAt(slot);
    }
  }

  /** Removes all routes to a connection by looking at each. */
  void removeAll(HostedConnection host) {
    for (int slot = 0; slot < hosts.length; slot++) {
      // Another may move into the slot that became free.
      while (hosts[slot] == host) {
        removeAt(slot);
      }
    }
  }

  private void removeAt(int slot) {
    if (ids[slot] == null) {
      return;
    }
    size--;
    int mask = ids.length - 1;
    int hole = slot;
    for (int next = (hole + 1) & mask; ids[next] != null; next = (next + 1) & mask) {
      // What lies behind the hole moves into it unless it is nearer to its home than the hole is.
      int home = hashes[next] & mask;
      if (((next - home) & mask) >= ((next - hole) & mask)) {
        put(hole, ids[next], hosts[next], hashes[next]);
        hole = next;
      }
    }
    put(hole, null, null, 0);
  }

  private void put(int slot, ConnectionId id, HostedConnection host, int hash) {
    ids[slot] = id;
    hosts[slot] = host;
    hashes[slot] = hash;
  }

  /** Where an ID is, or the free slot where it belongs. */
  private int slot(int hash, byte[] source, int offset, int length) {
    int mask = ids.length - 1;
    int slot = hash & mask;
    while (ids[slot] != null
        && (hashes[slot] != hash || !ids[slot].matches(source, offset, length))) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    ConnectionId[] oldIds = ids;
    HostedConnection[] oldHosts = hosts;
    int[] oldHashes = hashes;
    int capacity = 2 * oldIds.length;
    ids = new ConnectionId[capacity];
    hosts = new HostedConnection[capacity];
    hashes = new int[capacity];
    for (int i = 0; i < oldIds.length; i++) {
      if (oldIds[i] != null) {
        int slot = oldHashes[i] & capacity - 1;
        while (ids[slot] != null) {
          slot = (slot + 1) & capacity - 1;
        }
        put(slot, oldIds[i], oldHosts[i], oldHashes[i]);
      }
    }
  }

  /** Eight bytes at a time are multiplied with the secret keys, both halves of the product kept. */
  private int hash(byte[] source, int offset, int length) {
    long hash = key0 ^ length;
    int end = offset + length;
    int at = offset;
    while (at < end) {
      long word = 0;
      for (int wordEnd = Math.min(at + Long.BYTES, end); at < wordEnd; at++) {
        word = word << 8 | source[at] & 0xff;
      }
      hash = fold(hash ^ word, key1);
    }
    hash = fold(hash, key0 | 1);
    return (int) (hash ^ hash >>> 32);
  }

  private static long fold(long a, long b) {
    return a * b ^ Math.unsignedMultiplyHigh(a, b);
  }
}
