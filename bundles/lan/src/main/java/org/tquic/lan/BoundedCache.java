package org.tquic.lan;

import java.util.concurrent.atomic.AtomicInteger;
import javax.jmdns.impl.DNSCache;
import javax.jmdns.impl.DNSEntry;

/**
 * What a link's hosts have announced, so many records and no more: what comes beyond is not kept
 * until others expire.
 */
final class BoundedCache extends DNSCache {
  /** A local network of some hundred hosts has as many. */
  static final int LIMIT = 1024;

  private static final long serialVersionUID = 1L;

  private final AtomicInteger records = new AtomicInteger();

  @Override
  public boolean addDNSEntry(DNSEntry entry) {
    if (records.get() >= LIMIT) {
      return false;
    }
    boolean added = super.addDNSEntry(entry);
    if (added) {
      records.incrementAndGet();
    }
    return added;
  }

  @Override
  public boolean removeDNSEntry(DNSEntry entry) {
    boolean removed = super.removeDNSEntry(entry);
    if (removed) {
      records.decrementAndGet();
    }
    return removed;
  }

  @Override
  public void clear() {
    super.clear();
    records.set(0);
  }
}
