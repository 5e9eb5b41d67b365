package org.tquic.gateway.pool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tquic.api.TquicException;
import org.tquic.api.state.StateFile;
import org.tquic.gateway.Cidr;

/**
 * The file of leases: a line {@code pool6=NETWORK}, and a line {@code router.NAME=ADDRESS} for each
 * router, where anything but letters, digits, {@code -}, {@code _} and {@code .} in a name is
 * written as {@code %XX}.
 */
final class LeaseFile {
  private static final String POOL6 = "pool6";
  private static final String ROUTER = "router.";

  /**
   * What is in the file.
   *
   * @param ipv6 network of the IPv6 addresses
   * @param addresses IPv4 address of each router by its name
   */
  record Content(Optional<Cidr> ipv6, Map<String, Cidr> addresses) {}

  private final Path path;

  LeaseFile(Path path) {
    this.path = path;
  }

  Content read() {
    Optional<Cidr> ipv6 = Optional.empty();
    Map<String, Cidr> addresses = new TreeMap<>();
    for (String line : lines()) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      int equals = line.indexOf('=');
      try {
        String key = line.substring(0, equals).strip();
        Cidr value = Cidr.parse(line.substring(equals + 1).strip());
        if (key.equals(POOL6)) {
          ipv6 = Optional.of(value);
        } else if (key.startsWith(ROUTER)) {
          addresses.put(decode(key.substring(ROUTER.length())), value);
        } else {
          throw new IllegalArgumentException("unknown key " + key);
        }
      } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
        throw new TquicException(
            "the file of leases " + path + " has a damaged line: " + line,
            "correct or delete that line; a router without a lease gets a new address",
            e);
      }
    }
    return new Content(ipv6, addresses);
  }

  private List<String> lines() {
    try {
      return Files.exists(path)
          ? Files.readString(path, StandardCharsets.UTF_8).lines().toList()
          : List.of();
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  void write(Content content) {
    StringBuilder text = new StringBuilder("# inner addresses of the routers, by name\n");
    content.ipv6().ifPresent(pool -> text.append(POOL6 + "=").append(pool).append('\n'));
    content
        .addresses()
        .forEach(
            (router, address) ->
                text.append(ROUTER)
                    .append(encode(router))
                    .append('=')
                    .append(Cidr.text(address.address()))
                    .append('\n'));
    try {
      StateFile.replace(path, text.toString());
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private TquicException unusable(IOException cause) {
    return new TquicException(
        "the file of leases " + path + " cannot be used: " + cause,
        "see that the state folder is writable and has room, or choose another with --state",
        cause);
  }

  private static String encode(String name) {
    StringBuilder text = new StringBuilder();
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain = c < 128 && (Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.');
      text.append(plain ? String.valueOf(c) : String.format("%%%02X", b & 0xff));
    }
    return text.toString();
  }

  private static String decode(String text) {
    byte[] bytes = new byte[text.length()];
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        bytes[length++] = (byte) Integer.parseInt(text.substring(i + 1, i + 3), 16);
        i += 2;
      } else {
        bytes[length++] = (byte) c;
      }
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }
}
