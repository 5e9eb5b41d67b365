package org.tquic.lan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.MulticastSocket;
import java.util.Locale;
import java.util.Set;
import javax.jmdns.impl.DNSCache;
import javax.jmdns.impl.JmDNSImpl;
import org.tquic.api.lan.ServerAnnouncement;

/**
 * jmDNS on one link. By itself it listens to everybody who reaches one of this machine's addresses,
 * believes lengths, and keeps all it hears. Here it hears of the link's hosts alone, well-formed
 * messages and not too many a second, and keeps a bounded number of records.
 */
final class LinkJmDns extends JmDNSImpl {
  /** Between two messages, so that a flood leaves the processor to others. */
  private static final long PAUSE_MS = 2;

  /** The only types of service that are looked for or offered; jmDNS would collect all. */
  private static final Set<String> TYPES =
      Set.of(ServerAnnouncement.TYPE + ".local.", DnsService.HTTP + ".local.");

  private final Neighbours neighbours;
  private final BoundedCache records;
  private GuardedSocket guarded;

  /**
   * Opens a socket, with threads of its own.
   *
   * @param address own address on the link
   * @param host what to call this machine
   */
  LinkJmDns(InetAddress address, String host, Neighbours neighbours) throws IOException {
    // Before what makes threads that use them.
    this.neighbours = neighbours;
    this.records = new BoundedCache();
    super(address, host, PAUSE_MS);
  }

  @Override
  public DNSCache getCache() {
    return records;
  }

  @Override
  public boolean registerServiceType(String type) {
    return TYPES.contains(type.toLowerCase(Locale.ROOT)) && super.registerServiceType(type);
  }

  /** Asked for by the thread that listens, before each message. */
  @Override
  public synchronized MulticastSocket getSocket() {
    MulticastSocket open = super.getSocket();
    if (open != null && (guarded == null || !guarded.guards(open))) {
      guarded = guard(open);
    }
    return open == null ? null : guarded;
  }

  private GuardedSocket guard(MulticastSocket open) {
    try {
      return new GuardedSocket(open, this::isGood);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isGood(DatagramPacket message) {
    return neighbours.include(message.getAddress())
        && MessageForm.isGood(message.getData(), message.getLength());
  }
}
