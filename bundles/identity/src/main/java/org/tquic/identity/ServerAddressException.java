package org.tquic.identity;

/** A text is not the address of a server. */
public final class ServerAddressException extends IdentityException {
  private static final long serialVersionUID = 1L;

  ServerAddressException(String message) {
    super(
        message,
        "give the server's address as HOST:PORT, where HOST is a DNS name, an IPv4 address or an"
            + " IPv6 address in brackets, for example vpn.example.org:4433 or [2001:db8::1]:4433",
        null);
  }
}
