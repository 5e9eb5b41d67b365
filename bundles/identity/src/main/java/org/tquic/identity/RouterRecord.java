package org.tquic.identity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * One file of {@code routers/}: a router that is let in, or the tombstone of one that is not.
 *
 * @param name of the router and of the file
 * @param fingerprint its key
 * @param enrolled when it came in
 * @param code the code that let it in
 * @param revoked when it was revoked, if it is
 * @param former revoked keys that had this name before, the latest first
 */
record RouterRecord(
    String name,
    Fingerprint fingerprint,
    Instant enrolled,
    CodeId code,
    Optional<Instant> revoked,
    List<Fingerprint> former) {
  private static final int MAX_FORMER = 16;
  private static final String SEPARATOR = ",";

  RouterRecord {
    former = List.copyOf(former);
  }

  boolean isAdmitted() {
    return revoked.isEmpty();
  }

  RouterRecord revoke(Instant now) {
    return new RouterRecord(name, fingerprint, enrolled, code, Optional.of(now), former);
  }

  /** The record of the key that takes over the name of this one, which is revoked. */
  RouterRecord succeed(Fingerprint key, Instant now, CodeId newCode) {
    List<Fingerprint> keys = new ArrayList<>();
    keys.add(fingerprint);
    keys.addAll(former);
    keys.removeIf(key::equals);
    return new RouterRecord(
        name,
        key,
        now,
        newCode,
        Optional.empty(),
        keys.subList(0, Math.min(keys.size(), MAX_FORMER)));
  }

  byte[] encode() {
    SequencedMap<String, String> values = new LinkedHashMap<>();
    values.put("fingerprint", fingerprint.text());
    values.put("enrolled", enrolled.toString());
    values.put("code", code.toString());
    revoked.ifPresent(at -> values.put("revoked", at.toString()));
    if (!former.isEmpty()) {
      values.put("former", String.join(SEPARATOR, former.stream().map(Fingerprint::text).toList()));
    }
    return StateRecord.encode(
        isAdmitted() ? "A paired router." : "A revoked router; its key is refused.", values);
  }

  static RouterRecord of(String name, StateRecord record) {
    return new RouterRecord(
        name,
        record.value("fingerprint", StateRecord::fingerprint),
        record.value("enrolled", StateRecord::instant),
        record.value("code", CodeId::parse),
        record.optional("revoked", StateRecord::instant),
        record.optional("former", RouterRecord::fingerprints).orElse(List.of()));
  }

  private static Optional<List<Fingerprint>> fingerprints(String text) {
    List<Optional<Fingerprint>> keys =
        Arrays.stream(text.split(SEPARATOR, -1)).map(StateRecord::fingerprint).toList();
    return keys.stream().allMatch(Optional::isPresent)
        ? Optional.of(keys.stream().map(Optional::orElseThrow).toList())
        : Optional.empty();
  }
}
