package org.tquic.linux.socket;

import java.util.Arrays;

/**
 * One object per combination of raw addresses, so that none is made per datagram. It forgets when
 * many peers share a place, so memory stays bounded whatever addresses are made up. Not
 * thread-safe.
 */
final class AddressCache<P> {
  /** Longs of a key. */
  static final int KEY_WORDS = 6;

  private static final int PLACES = 256;

  /** Places looked at for a key, from its own one on. */
  private static final int NEIGHBOURS = 4;

  private final long[] keys = new long[PLACES * KEY_WORDS];
  private final Object[] values = new Object[PLACES];
  private int last;

  /** The object of a key, null when there is none. */
  @SuppressWarnings("unchecked")
  P find(long[] key) {
    if (isAt(last, key)) {
      return (P) values[last];
    }
    int home = home(key);
    for (int i = 0; i < NEIGHBOURS; i++) {
      int place = home + i & PLACES - 1;
      if (isAt(place, key)) {
        last = place;
        return (P) values[place];
      }
    }
    return null;
  }

  /** Remembers an object, in place of another one when there is no room. */
  void put(long[] key, P value) {
    int home = home(key);
    int place = home;
    for (int i = 1; i < NEIGHBOURS && values[place] != null; i++) {
      place = home + i & PLACES - 1;
    }
    System.arraycopy(key, 0, keys, place * KEY_WORDS, KEY_WORDS);
    values[place] = value;
    last = place;
  }

  private boolean isAt(int place, long[] key) {
    int from = place * KEY_WORDS;
    return values[place] != null && Arrays.equals(keys, from, from + KEY_WORDS, key, 0, KEY_WORDS);
  }

  private static int home(long[] key) {
    long hash = 0;
    for (long word : key) {
      // A multiplier from the golden ratio, whose upper bits depend on all lower ones.
      hash = (hash ^ word) * 0x9e3779b97f4a7c15L;
      hash ^= hash >>> 32;
    }
    return (int) hash & PLACES - 1;
  }
}
