package org.tquic.quic.path;

import java.util.Objects;

/**
 * Challenges of the peer that wait for their PATH_RESPONSE. Each is answered once and on the
 * network path on which it came, RFC 9000 section 8.2.2; a response that gets lost is not sent
 * again. At most {@value #CAPACITY} wait: a further one takes the place of the oldest.
 */
public final class PathResponses {
  /** Most challenges that wait. */
  public static final int CAPACITY = 8;

  private final long[] data = new long[CAPACITY];
  private final NetworkPath[] paths = new NetworkPath[CAPACITY];
  private final boolean[] full = new boolean[CAPACITY];
  private int first;
  private int size;

  /** An empty queue. */
  public PathResponses() {}

  /**
   * A PATH_CHALLENGE came.
   *
   * @param pays whether what came with it pays for a datagram of full length to the same address
   */
  public void onChallenge(long challenge, NetworkPath from, boolean pays) {
    Objects.requireNonNull(from);
    if (size == CAPACITY) {
      take();
    }
    int last = (first + size) % CAPACITY;
    data[last] = challenge;
    paths[last] = from;
    full[last] = pays;
    size++;
  }

  /** Whether no response is owed. */
  public boolean isEmpty() {
    return size == 0;
  }

  /** Number of responses owed. */
  public int size() {
    return size;
  }

  /** Whether a response is owed, and next to another network path than this one; null for any. */
  public boolean waits(NetworkPath notTo) {
    return size > 0 && !paths[first].equals(notTo);
  }

  /** Where the next response has to go; null when none is owed. */
  public NetworkPath nextPath() {
    return size == 0 ? null : paths[first];
  }

  /** Whether the next response has to go in a datagram of full length, wherever it goes. */
  public boolean isNextFull() {
    return size > 0 && full[first];
  }

  /**
   * Takes the data of the next response.
   *
   * @throws IllegalStateException when none is owed
   */
  public long take() {
    if (size == 0) {
      throw new IllegalStateException("no response is owed");
    }
    long challenge = data[first];
    paths[first] = null;
    first = (first + 1) % CAPACITY;
    size--;
    return challenge;
  }

  /** Forgets all: the path is abandoned. */
  public void clear() {
    while (size > 0) {
      take();
    }
  }
}
