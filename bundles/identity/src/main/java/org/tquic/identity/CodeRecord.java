package org.tquic.identity;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * One file of {@code codes/}. The secret is there while the code can be redeemed, and in no other
 * state.
 *
 * @param id of the code and of the file
 * @param name how the router will be called
 * @param created when it was made
 * @param expires when it ceases to be good
 * @param wrongProofs how often a wrong secret was tried
 * @param state whether it can be redeemed, and if not why
 * @param secret the one-time secret of a pending code
 */
record CodeRecord(
    CodeId id,
    String name,
    Instant created,
    Instant expires,
    int wrongProofs,
    State state,
    Optional<PairingSecret> secret) {
  enum State {
    PENDING,
    SPENT,
    BURNT,
    EXPIRED;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Optional<State> parse(String text) {
      return Arrays.stream(values()).filter(s -> s.text().equals(text)).findFirst();
    }
  }

  boolean isPending(Instant now) {
    return state == State.PENDING && now.isBefore(expires);
  }

  /** The same code after the end of its use; the secret is gone. */
  CodeRecord end(State end) {
    return new CodeRecord(id, name, created, expires, wrongProofs, end, Optional.empty());
  }

  /** The same code after one more wrong proof, burnt if that was the last it bears. */
  CodeRecord countWrongProof() {
    CodeRecord counted = new CodeRecord(id, name, created, expires, wrongProofs + 1, state, secret);
    return counted.wrongProofs >= PairingRegistry.MAX_WRONG_PROOFS
        ? counted.end(State.BURNT)
        : counted;
  }

  byte[] encode() {
    SequencedMap<String, String> values = new LinkedHashMap<>();
    values.put("name", name);
    values.put("created", created.toString());
    values.put("expires", expires.toString());
    values.put("wrong-proofs", String.valueOf(wrongProofs));
    values.put("state", state.text());
    secret.ifPresent(s -> values.put("secret", s.revealText()));
    return StateRecord.encode("A pairing code.", values);
  }

  static CodeRecord of(CodeId id, StateRecord record) {
    State state = record.value("state", State::parse);
    return new CodeRecord(
        id,
        record.value("name", name -> Optional.of(name).filter(RouterName::isValid)),
        record.value("created", StateRecord::instant),
        record.value("expires", StateRecord::instant),
        record.value("wrong-proofs", StateRecord.number(PairingRegistry.MAX_WRONG_PROOFS)),
        state,
        state == State.PENDING
            ? Optional.of(record.value("secret", PairingSecret::parse))
            : Optional.empty());
  }
}
