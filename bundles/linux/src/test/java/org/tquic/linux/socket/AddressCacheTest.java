package org.tquic.linux.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AddressCacheTest {
  private static long[] key(Random random) {
    return random.longs(AddressCache.KEY_WORDS).toArray();
  }

  @Test
  void eachWordOfTheKeyCounts() {
    AddressCache<String> cache = new AddressCache<>();
    long[] key = key(new Random(1));
    cache.put(key, "it");
    assertThat(cache.find(key.clone())).isEqualTo("it");
    for (int i = 0; i < key.length; i++) {
      long[] other = key.clone();
      other[i] ^= 1L << 63;
      assertThat(cache.find(other)).as("word %s", i).isNull();
    }
  }

  @Test
  void theKeyOfZerosIsOneLikeOthers() {
    AddressCache<String> cache = new AddressCache<>();
    long[] zeros = new long[AddressCache.KEY_WORDS];
    assertThat(cache.find(zeros)).isNull();
    cache.put(zeros, "zero");
    assertThat(cache.find(zeros)).isEqualTo("zero");
  }

  @Test
  void aFewAreAllKept() {
    AddressCache<Integer> cache = new AddressCache<>();
    Random random = new Random(2);
    long[][] keys = new long[16][];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = key(random);
      cache.put(keys[i], i);
    }
    for (int i = 0; i < keys.length; i++) {
      assertThat(cache.find(keys[i])).isEqualTo(i);
    }
  }

  @Test
  void neverGivesWhatBelongsToAnotherKey() {
    AddressCache<long[]> cache = new AddressCache<>();
    Random random = new Random(3);
    long[][] keys = new long[2000][];
    int found = 0;
    for (int i = 0; i < keys.length; i++) {
      keys[i] = key(random);
      cache.put(keys[i], keys[i]);
      assertThat(cache.find(keys[i])).isSameAs(keys[i]);
      long[] earlier = keys[random.nextInt(i + 1)];
      long[] value = cache.find(earlier);
      assertThat(value == null || Arrays.equals(value, earlier)).isTrue();
      found += value == null ? 0 : 1;
    }
    assertThat(found).isBetween(100, keys.length - 1);
  }
}
