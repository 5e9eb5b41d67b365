package org.tquic.identity;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the server's operator hands to a router's owner: one line that says where the server is,
 * which key it has, and a one-time secret that lets one router in.
 *
 * <p>The text is {@code tquic1:} and base64url of: version (1 byte, 1) · kind of host (1 byte: 0
 * name, 4 IPv4, 6 IPv6) · host (a name is preceded by its length, 1 byte) · port (2 bytes) · server
 * fingerprint (32) · code id (8) · secret (16) · first 4 bytes of SHA-256 over all before. The
 * checksum tells a slip of the hand from a wrong code; it protects nothing.
 */
public final class PairingCode {
  private static final int VERSION = 1;
  private static final String PREFIX = "tquic1:";
  private static final int CHECKSUM_BYTES = 4;
  private static final int MAX_TEXT = 4096;
  private static final int NAME = 0;
  private static final int IPV4 = 4;
  private static final int IPV6 = 6;
  private static final int IPV4_BYTES = 4;
  private static final int IPV6_BYTES = 16;
  private static final Pattern FORM = Pattern.compile("(?i:tquic)([0-9]{1,4}):(.*)");
  private static final Pattern BLANK = Pattern.compile("[\\s\\p{Z}\\u200b\\u2060\\ufeff]+");
  private static final String ASK_AGAIN =
      "copy the whole line that `tquic pair` printed on the server, from tquic1: to its end";

  private final ServerAddress address;
  private final Fingerprint serverFingerprint;
  private final CodeId id;
  private final PairingSecret secret;

  PairingCode(
      ServerAddress address, Fingerprint serverFingerprint, CodeId id, PairingSecret secret) {
    this.address = address;
    this.serverFingerprint = serverFingerprint;
    this.id = id;
    this.secret = secret;
  }

  /**
   * Reads the text form. White space anywhere in it does not matter.
   *
   * @throws PairingCodeException if the text is not a code, is damaged, has an unknown version, or
   *     holds an address that cannot be dialled
   */
  public static PairingCode parse(String text) {
    if (text.length() > MAX_TEXT) {
      throw notACode(text.length());
    }
    String line = BLANK.matcher(text).replaceAll("");
    Matcher form = FORM.matcher(line);
    if (!form.matches()) {
      throw notACode(line.length());
    }
    if (Integer.parseInt(form.group(1)) != VERSION) {
      throw unknownVersion(Integer.parseInt(form.group(1)));
    }
    byte[] payload =
        Base64Url.decode(form.group(2))
            .orElseThrow(() -> damaged("has characters that codes do not have, or too few"));
    if (payload.length <= CHECKSUM_BYTES) {
      throw damaged("is cut short");
    }
    byte[] body = Arrays.copyOf(payload, payload.length - CHECKSUM_BYTES);
    byte[] checksum = Arrays.copyOfRange(payload, body.length, payload.length);
    if (!MessageDigest.isEqual(checksum, checksum(body))) {
      throw damaged("has a wrong checksum: a character is missing, added or changed");
    }
    if (body[0] != VERSION) {
      throw unknownVersion(body[0] & 0xff);
    }
    return parseBody(ByteBuffer.wrap(body).position(1));
  }

  /** The same code, for the same server at another address. */
  public PairingCode at(ServerAddress other) {
    return new PairingCode(other, serverFingerprint, id, secret);
  }

  private static PairingCode parseBody(ByteBuffer body) {
    try {
      String host = host(body);
      int port = body.getShort() & 0xffff;
      Fingerprint fingerprint = Fingerprint.ofDigest(take(body, Fingerprint.SIZE_BYTES));
      CodeId id = new CodeId(body.getLong());
      PairingSecret secret = PairingSecret.of(take(body, PairingSecret.SIZE_BYTES));
      if (body.hasRemaining()) {
        throw damaged("is " + body.remaining() + " bytes too long");
      }
      return new PairingCode(new ServerAddress(host, port), fingerprint, id, secret);
    } catch (BufferUnderflowException e) {
      throw damaged("is too short");
    } catch (ServerAddressException e) {
      throw badHost(e.getMessage());
    }
  }

  private static String host(ByteBuffer body) {
    int kind = body.get();
    return switch (kind) {
      case NAME -> {
        byte[] name = take(body, body.get() & 0xff);
        yield new String(name, StandardCharsets.ISO_8859_1);
      }
      case IPV4 -> literal(take(body, IPV4_BYTES));
      case IPV6 -> literal(take(body, IPV6_BYTES));
      default -> throw badHost("kind " + (kind & 0xff) + " of host is not known");
    };
  }

  private static String literal(byte[] address) {
    try {
      return InetAddress.getByAddress(address).getHostAddress();
    } catch (UnknownHostException e) {
      throw badHost("an address has " + address.length + " bytes");
    }
  }

  private static byte[] take(ByteBuffer from, int length) {
    byte[] bytes = new byte[length];
    from.get(bytes);
    return bytes;
  }

  /** The text form, with the secret in it: for the operator's eyes only, never for a log. */
  public String text() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(VERSION);
    if (address.isLiteral()) {
      byte[] bytes = InetAddress.ofLiteral(address.host()).getAddress();
      out.write(bytes.length == IPV4_BYTES ? IPV4 : IPV6);
      out.writeBytes(bytes);
    } else {
      byte[] name = address.host().getBytes(StandardCharsets.US_ASCII);
      out.write(NAME);
      out.write(name.length);
      out.writeBytes(name);
    }
    out.write(address.port() >> 8);
    out.write(address.port());
    out.writeBytes(serverFingerprint.bytes());
    out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(id.value()).array());
    out.writeBytes(secret.reveal());
    out.writeBytes(checksum(out.toByteArray()));
    return PREFIX + Base64Url.encode(out.toByteArray());
  }

  /** Where to dial the server. */
  public ServerAddress address() {
    return address;
  }

  /** The key to pin. */
  public Fingerprint serverFingerprint() {
    return serverFingerprint;
  }

  /** The public name of this code. */
  public CodeId id() {
    return id;
  }

  /** What the router with this key sends to the server of this code. */
  public EnrolmentProof proof(Fingerprint client) {
    return EnrolmentProof.of(secret, client, serverFingerprint);
  }

  /** The request of the router with this key. */
  public EnrolmentRequest request(Fingerprint client) {
    return new EnrolmentRequest(id, proof(client));
  }

  PairingSecret secret() {
    return secret;
  }

  private static byte[] checksum(byte[] body) {
    return Arrays.copyOf(Digests.sha256(body), CHECKSUM_BYTES);
  }

  private static PairingCodeException notACode(int length) {
    return new PairingCodeException(
        PairingCodeException.Kind.NOT_A_CODE,
        "a text of "
            + length
            + " characters is not a pairing code, which starts with "
            + PREFIX
            + " and is one line",
        ASK_AGAIN);
  }

  private static PairingCodeException damaged(String problem) {
    return new PairingCodeException(
        PairingCodeException.Kind.DAMAGED, "the pairing code " + problem, ASK_AGAIN);
  }

  private static PairingCodeException unknownVersion(int version) {
    return new PairingCodeException(
        PairingCodeException.Kind.UNKNOWN_VERSION,
        "the pairing code has version " + version + ", this release reads version " + VERSION,
        "run the same release of TQUIC Bond on the router and on the server");
  }

  private static PairingCodeException badHost(String problem) {
    return new PairingCodeException(
        PairingCodeException.Kind.BAD_HOST,
        "the pairing code holds a server address that cannot be used: " + problem,
        "make a new code on the server: `tquic pair --address HOST:PORT` with an address that the"
            + " router can reach");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PairingCode that
        && address.equals(that.address)
        && serverFingerprint.equals(that.serverFingerprint)
        && id.equals(that.id)
        && secret.equals(that.secret);
  }

  @Override
  public int hashCode() {
    return Objects.hash(address, serverFingerprint, id);
  }

  /** Everything but the secret. */
  @Override
  public String toString() {
    return "pairing code " + id + " for " + address + " with key " + serverFingerprint.shortText();
  }
}
