package org.tquic.gateway.role;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.api.TquicException;
import org.tquic.identity.LocalIdentity;
import org.tquic.identity.PairingCode;
import org.tquic.identity.ServerAddress;
import org.tquic.identity.ServerPin;

/**
 * Which server a router is paired with: the one of its state folder, or the one that a pairing code
 * lets it in to.
 */
final class RouterPairing {
  private static final Logger LOG = LoggerFactory.getLogger(RouterPairing.class);

  private final Path state;
  private final Supplier<LocalIdentity> identity;
  private final Optional<PairingCode> code;
  private final Optional<ServerPin> pin;
  private final Optional<ServerAddress> moved;
  private boolean redeemed;

  /**
   * Reads the code and the folder, and makes no connection yet.
   *
   * @param identity this router's, asked for when a code is redeemed
   * @param code text of a pairing code, null or empty for none
   * @param moved where the server is dialled, empty for where pairing or code say
   * @throws RuntimeException when the code is damaged, the folder not usable, or there is neither
   *     pairing nor code
   */
  RouterPairing(
      Path state, Supplier<LocalIdentity> identity, String code, Optional<ServerAddress> moved) {
    this.state = state;
    this.identity = identity;
    this.moved = moved;
    this.code =
        code == null || code.isBlank() ? Optional.empty() : Optional.of(PairingCode.parse(code));
    this.pin = ServerPin.load(state);
    if (this.code.isEmpty() && pin.isEmpty()) {
      throw new TquicException(
          "this router is not paired with a server",
          "run `tquic pair --address HOST:PORT` on the server, and start the router with"
              + " --code and what it prints");
    }
  }

  /**
   * The server to dial. With a code for a server that this router is not paired with, it enrols
   * there first; with one for the server it is paired with, only the address is taken from it.
   *
   * @throws TquicException when the server cannot be reached or refuses the code
   */
  ServerPin server(Enrolment enrolment) {
    return whereItIs(paired(enrolment));
  }

  private ServerPin whereItIs(ServerPin pin) {
    return moved.map(pin::at).orElse(pin);
  }

  private ServerPin paired(Enrolment enrolment) {
    if (code.isEmpty()) {
      return pin.orElseThrow();
    }
    boolean paired =
        pin.filter(p -> p.fingerprint().equals(code.get().serverFingerprint())).isPresent();
    if (!paired) {
      return enrol(enrolment);
    }
    ServerPin known = pin.get();
    if (known.address().equals(code.get().address())) {
      return known;
    }
    ServerPin elsewhere = known.at(code.get().address());
    elsewhere.save(state);
    LOG.info("by the code the server is at {}", elsewhere.address());
    return elsewhere;
  }

  /** Whether there is a code that was not sent to the server yet. */
  boolean canRedeem() {
    return code.isPresent() && !redeemed;
  }

  /**
   * Enrols with the code.
   *
   * @throws TquicException when the server cannot be reached or refuses the code
   */
  ServerPin redeem(Enrolment enrolment) {
    return whereItIs(enrol(enrolment));
  }

  private ServerPin enrol(Enrolment enrolment) {
    redeemed = true;
    String name = enrolment.enrol(moved.map(code.get()::at).orElse(code.get()), identity.get());
    ServerPin fresh = new ServerPin(code.get().address(), code.get().serverFingerprint(), name);
    fresh.save(state);
    return fresh;
  }
}
