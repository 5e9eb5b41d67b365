package org.tquic.identity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tquic.identity.Authorisation.Authorised;
import org.tquic.identity.Authorisation.Revoked;
import org.tquic.identity.Authorisation.Unknown;

/** What {@code routers/} held at one moment, ready to be asked. */
final class RouterIndex {
  private final Map<String, RouterRecord> byName = new TreeMap<>();
  private final Map<CodeId, RouterRecord> byCode = new HashMap<>();
  private final Map<Fingerprint, RouterRecord> admitted = new HashMap<>();
  private final Map<Fingerprint, RouterRecord> revoked = new HashMap<>();
  private final List<StateProblem> problems = new ArrayList<>();

  private RouterIndex() {}

  static RouterIndex read(StateFolder folder) {
    RouterIndex index = new RouterIndex();
    for (String name : folder.list(StateRecord.SUFFIX)) {
      try {
        index.read(folder, name);
      } catch (StateFileException e) {
        index.problems.add(StateProblem.of(e));
      }
    }
    return index;
  }

  private void read(StateFolder folder, String name) {
    String file = name + StateRecord.SUFFIX;
    if (!RouterName.isValid(name)) {
      throw StateFolder.corrupt(folder.file(file), "has a name that no router can have");
    }
    Optional<RouterRecord> found =
        StateRecord.read(folder, file).map(record -> RouterRecord.of(name, record));
    if (found.isEmpty()) {
      return;
    }
    RouterRecord router = found.get();
    if (byName.containsKey(RouterName.key(name))) {
      throw StateFolder.corrupt(folder.file(file), "has the name of another router but for case");
    }
    RouterRecord twin = router.isAdmitted() ? admitted.get(router.fingerprint()) : null;
    if (twin != null) {
      throw StateFolder.corrupt(folder.file(file), "has the key of router " + twin.name());
    }
    byName.put(RouterName.key(name), router);
    byCode.put(router.code(), router);
    (router.isAdmitted() ? admitted : revoked).put(router.fingerprint(), router);
    router.former().forEach(key -> revoked.putIfAbsent(key, router));
  }

  /** A key that is let in under one name and revoked under another is let in. */
  Authorisation authorise(Fingerprint key) {
    RouterRecord in = admitted.get(key);
    if (in != null) {
      return new Authorised(in.name());
    }
    RouterRecord out = revoked.get(key);
    return out != null ? new Revoked(out.name()) : new Unknown();
  }

  Optional<RouterRecord> admitted(Fingerprint key) {
    return Optional.ofNullable(admitted.get(key));
  }

  Optional<RouterRecord> named(String name) {
    return Optional.ofNullable(byName.get(RouterName.key(name)));
  }

  Optional<RouterRecord> enrolledBy(CodeId code) {
    return Optional.ofNullable(byCode.get(code));
  }

  /** All, by name. */
  Collection<RouterRecord> all() {
    return byName.values();
  }

  int admittedCount() {
    return admitted.size();
  }

  List<StateProblem> problems() {
    return problems;
  }
}
