package org.tquic.discovery;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.tquic.linux.netlink.AddressMessage;
import org.tquic.linux.netlink.IpPrefix;
import org.tquic.linux.netlink.LinkMessage;
import org.tquic.linux.netlink.RouteMessage;

/**
 * Takes serial numbers, link-layer addresses and IP addresses out of a recording. Each is replaced
 * by a pseudonym that is the same throughout one recording, so that relations survive; with a key
 * that is thrown away nobody can go back.
 *
 * <p>IP addresses keep the part that tells their kind, and the rest is replaced such that two
 * addresses share as many leading bits as they did before: each bit is flipped or not depending on
 * the bits before it (the construction of Xu, Fan, Ammar and Moon, "Prefix-preserving IP address
 * anonymization", ICNP 2002).
 */
final class Scrubber {
  private static final Set<String> NAMING_FILES = Set.of("serial", "manufacturer", "product");
  private static final int MAC_BYTES = 6;

  /** Bits of an address's first byte that tell group and locally administered addresses. */
  private static final int MAC_KIND_BITS = 0x03;

  private final Mac prf;
  private final Map<String, String> hardware = new LinkedHashMap<>();

  /** A scrubber with a key of at least 16 random bytes. */
  Scrubber(byte[] key) {
    try {
      prf = Mac.getInstance("HmacSHA256");
      prf.init(new SecretKeySpec(key, "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  MachineRecording scrub(MachineRecording recording) {
    recording.links().forEach(link -> learn(link.address()));
    Map<String, String> files = new TreeMap<>();
    recording.files().forEach((path, text) -> files.put(plain(path), file(path, text)));
    Map<String, String> symlinks = new TreeMap<>();
    recording.symlinks().forEach((path, target) -> symlinks.put(plain(path), plain(target)));
    return new MachineRecording(
        files,
        symlinks,
        recording.links().stream().map(this::link).toList(),
        recording.addresses().stream().map(this::address).toList(),
        recording.routes().stream().map(this::route).toList());
  }

  private String file(String path, String text) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return NAMING_FILES.contains(name) ? pseudonym(name + text) : plain(text);
  }

  private String pseudonym(String text) {
    return HexFormat.of().formatHex(digest(text.getBytes(StandardCharsets.UTF_8)), 0, MAC_BYTES);
  }

  private void learn(String address) {
    byte[] bytes;
    try {
      bytes = HexFormat.ofDelimiter(":").parseHex(address);
    } catch (IllegalArgumentException e) {
      return;
    }
    if (bytes.length != MAC_BYTES || address.equals("00:00:00:00:00:00")) {
      return;
    }
    byte[] mask = digest(bytes);
    byte kind = (byte) (bytes[0] & MAC_KIND_BITS);
    System.arraycopy(mask, 0, bytes, 0, MAC_BYTES);
    bytes[0] = (byte) (bytes[0] & ~MAC_KIND_BITS | kind);
    String pseudonym = HexFormat.ofDelimiter(":").formatHex(bytes);
    hardware.put(address, pseudonym);
    // Names such as enx0c5b8f279a64 are made of it.
    hardware.put(address.replace(":", ""), pseudonym.replace(":", ""));
  }

  /** Text without known link-layer addresses. */
  private String plain(String text) {
    String result = text;
    for (Map.Entry<String, String> known : hardware.entrySet()) {
      result = result.replace(known.getKey(), known.getValue());
    }
    return result;
  }

  private LinkMessage link(LinkMessage link) {
    boolean harmless = hardware.containsKey(link.address()) || link.address().isEmpty();
    // Tunnels have the address of an end for a link-layer address.
    String address =
        harmless || link.loopback() ? plain(link.address()) : pseudonymOfLength(link.address());
    return new LinkMessage(
        link.removed(),
        link.index(),
        plain(link.name()),
        link.flags(),
        link.hardwareType(),
        link.mtu(),
        link.operState(),
        link.parent(),
        link.master(),
        link.kind(),
        link.portKind(),
        address,
        link.vlan());
  }

  private String pseudonymOfLength(String address) {
    byte[] mask = digest(address.getBytes(StandardCharsets.UTF_8));
    int bytes = Math.min(mask.length, (address.length() + 1) / 3);
    return HexFormat.ofDelimiter(":").formatHex(mask, 0, bytes);
  }

  private AddressMessage address(AddressMessage address) {
    return new AddressMessage(
        address.removed(),
        address.index(),
        new IpPrefix(ip(address.local().address()), address.local().length()),
        address.peer() == null ? null : ip(address.peer()),
        address.scope(),
        address.flags());
  }

  private RouteMessage route(RouteMessage route) {
    return new RouteMessage(
        route.removed(),
        prefix(route.destination()),
        route.table(),
        route.type(),
        route.protocol(),
        route.scope(),
        route.metric(),
        ipOrNull(route.gateway()),
        route.outInterface(),
        ipOrNull(route.preferredSource()),
        route.nextHops().stream()
            .map(
                hop ->
                    new RouteMessage.NextHop(
                        hop.outInterface(), ipOrNull(hop.gateway()), hop.weight(), hop.flags()))
            .toList(),
        route.flags());
  }

  private InetAddress ipOrNull(InetAddress address) {
    return address == null ? null : ip(address);
  }

  private InetAddress ip(InetAddress address) {
    return scrub(address, address.getAddress().length * 8);
  }

  private IpPrefix prefix(IpPrefix prefix) {
    return new IpPrefix(scrub(prefix.address(), prefix.length()), prefix.length());
  }

  private InetAddress scrub(InetAddress address, int length) {
    byte[] bytes = address.getAddress();
    byte[] result = bytes.clone();
    for (int bit = AddressKind.bits(address); bit < length; bit++) {
      if (flips(bytes, bit)) {
        result[bit / 8] ^= (byte) (0x80 >> bit % 8);
      }
    }
    try {
      return InetAddress.getByAddress(result);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of another length", e);
    }
  }

  /** Whether to flip a bit, which depends on the address's family and the bits before it. */
  private boolean flips(byte[] address, int bit) {
    byte[] before = new byte[address.length + 2];
    for (int i = 0; i < bit; i++) {
      before[i / 8] |= (byte) (address[i / 8] & 0x80 >> i % 8);
    }
    before[address.length] = (byte) bit;
    before[address.length + 1] = (byte) address.length;
    return (digest(before)[0] & 1) != 0;
  }

  private byte[] digest(byte[] bytes) {
    return prf.doFinal(bytes);
  }
}
