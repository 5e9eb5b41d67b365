package org.tquic.quic.crypto;

import java.util.Arrays;

/** The {@link PathKeyPhases} of all paths in use: few, so that a search along an array is best. */
final class PathKeyPhaseTable {
  private PathKeyPhases[] paths = new PathKeyPhases[4];
  private int count;

  /** Those of a path, or null. */
  PathKeyPhases find(long pathId) {
    for (int i = 0; i < count; i++) {
      if (paths[i].pathId == pathId) {
        return paths[i];
      }
    }
    return null;
  }

  /** Those of a path, made when it is new. */
  PathKeyPhases of(long pathId) {
    PathKeyPhases known = find(pathId);
    if (known != null) {
      return known;
    }
    if (count == paths.length) {
      paths = Arrays.copyOf(paths, 2 * count);
    }
    return paths[count++] = new PathKeyPhases(pathId);
  }

  /** Forgets a path whose ID is never used again. */
  void remove(long pathId) {
    for (int i = 0; i < count; i++) {
      if (paths[i].pathId == pathId) {
        paths[i] = paths[--count];
        paths[count] = null;
        return;
      }
    }
  }

  int size() {
    return count;
  }
}
