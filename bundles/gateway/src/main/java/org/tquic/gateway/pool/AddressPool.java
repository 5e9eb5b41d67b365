package org.tquic.gateway.pool;

import java.math.BigInteger;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tquic.api.TquicException;
import org.tquic.gateway.Cidr;

/**
 * Gives each router an IPv4 and an IPv6 address of its own, the same one whenever it comes back.
 *
 * <p>A lease is a host number: the IPv4 address is that of the pool's network plus the number, and
 * so is the IPv6 address. Number 1 is the server. Leases are kept in a file; those that do not fit
 * a pool that was changed are forgotten, and given anew when the router comes. Thread-safe.
 */
public final class AddressPool {
  private static final int SERVER = 1;
  private static final int FIRST_ROUTER = 2;
  private static final int SMALLEST_IPV4_LENGTH = 8;
  private static final int LARGEST_IPV4_LENGTH = 30;
  private static final int IPV6_LENGTH = 64;
  private static final int GLOBAL_ID_BYTES = 5;

  private final LeaseFile file;
  private final Cidr ipv4;
  private final Cidr ipv6;
  private final Map<String, Integer> numbers = new TreeMap<>();

  private AddressPool(LeaseFile file, Cidr ipv4, Cidr ipv6) {
    this.file = file;
    this.ipv4 = ipv4;
    this.ipv6 = ipv6;
  }

  /**
   * Opens a pool and its leases.
   *
   * @param path the file of the leases, made where there is none
   * @param ipv4 network of the IPv4 addresses, prefix length 8 to 30
   * @param ipv6 network of the IPv6 addresses, prefix length 64; empty for the one of the last
   *     time, at first a random unique local one (RFC 4193 section 3.2)
   * @throws TquicException when the file cannot be read or written, or is damaged
   */
  public static AddressPool open(Path path, Cidr ipv4, Optional<Cidr> ipv6) {
    checkLength(ipv4, ipv4.length() >= SMALLEST_IPV4_LENGTH && !ipv4.isIpv6(), "/8 to /30");
    checkLength(ipv4, ipv4.length() <= LARGEST_IPV4_LENGTH, "/8 to /30");
    LeaseFile file = new LeaseFile(path);
    LeaseFile.Content content = file.read();
    Cidr pool6 = ipv6.or(content::ipv6).orElseGet(AddressPool::uniqueLocal).network();
    checkLength(pool6, pool6.isIpv6() && pool6.length() == IPV6_LENGTH, "/64");
    AddressPool pool = new AddressPool(file, ipv4.network(), pool6);
    content.addresses().forEach(pool::restore);
    pool.save();
    return pool;
  }

  private static void checkLength(Cidr pool, boolean good, String expected) {
    if (!good) {
      throw new TquicException(
          "the address pool " + pool + " has a prefix length that is not usable",
          "use a network with a prefix length of " + expected);
    }
  }

  private static Cidr uniqueLocal() {
    byte[] global = new byte[GLOBAL_ID_BYTES];
    new SecureRandom().nextBytes(global);
    byte[] address = new byte[16];
    address[0] = (byte) 0xfd;
    System.arraycopy(global, 0, address, 1, GLOBAL_ID_BYTES);
    return new Cidr(Cidr.fromBytes(address), IPV6_LENGTH);
  }

  private void restore(String router, Cidr address) {
    if (ipv4.contains(address.address())) {
      int number = number(address).subtract(number(ipv4)).intValueExact();
      if (usable(number)) {
        numbers.put(router, number);
      }
    }
  }

  private boolean usable(int number) {
    return number >= FIRST_ROUTER && number <= last() && !numbers.containsValue(number);
  }

  /** The last host number: the highest address of an IPv4 network is its broadcast address. */
  private int last() {
    return (1 << 32 - ipv4.length()) - 2;
  }

  /** The server's own inner addresses, with the pools' prefix lengths, IPv4 first. */
  public List<Cidr> serverAddresses() {
    return List.of(
        new Cidr(host(ipv4, SERVER).address(), ipv4.length()),
        new Cidr(host(ipv6, SERVER).address(), ipv6.length()));
  }

  /** How many routers can have a lease at the same time. */
  public int capacity() {
    return last() - FIRST_ROUTER + 1;
  }

  /**
   * The router's lease; it is on the disk when this returns.
   *
   * @throws TquicException when all addresses are taken, or the lease cannot be written
   */
  public synchronized Lease lease(String router) {
    Integer number = numbers.get(router);
    if (number == null) {
      number = free(router);
      numbers.put(router, number);
      try {
        save();
      } catch (TquicException e) {
        numbers.remove(router);
        throw e;
      }
    }
    return new Lease(router, host(ipv4, number), host(ipv6, number));
  }

  private int free(String router) {
    BitSet taken = new BitSet();
    numbers.values().forEach(taken::set);
    int number = taken.nextClearBit(FIRST_ROUTER);
    if (number <= last()) {
      return number;
    }
    throw new TquicException(
        "no address is left for the router "
            + router
            + ": the pool "
            + ipv4
            + " has "
            + capacity()
            + ", all leased",
        "revoke routers that are gone (tquic pair --revoke NAME), or give the server a larger"
            + " --pool");
  }

  /** Takes a lease back, so that another router can have the addresses. */
  public synchronized void release(String router) {
    if (numbers.remove(router) != null) {
      save();
    }
  }

  private void save() {
    Map<String, Cidr> addresses = new TreeMap<>();
    numbers.forEach((router, number) -> addresses.put(router, host(ipv4, number)));
    file.write(new LeaseFile.Content(Optional.of(ipv6), addresses));
  }

  private static Cidr host(Cidr pool, int number) {
    int size = pool.address().getAddress().length;
    byte[] sum = number(pool).add(BigInteger.valueOf(number)).toByteArray();
    byte[] address = new byte[size];
    int length = Math.min(size, sum.length);
    System.arraycopy(sum, sum.length - length, address, size - length, length);
    return Cidr.host(Cidr.fromBytes(address));
  }

  private static BigInteger number(Cidr prefix) {
    return new BigInteger(1, prefix.address().getAddress());
  }
}
