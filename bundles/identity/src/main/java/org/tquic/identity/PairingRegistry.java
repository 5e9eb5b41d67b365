package org.tquic.identity;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.identity.EnrolmentResult.AlreadyEnrolled;
import org.tquic.identity.EnrolmentResult.Burnt;
import org.tquic.identity.EnrolmentResult.Enrolled;
import org.tquic.identity.EnrolmentResult.Expired;
import org.tquic.identity.EnrolmentResult.Spent;
import org.tquic.identity.EnrolmentResult.UnknownCode;
import org.tquic.identity.EnrolmentResult.WrongProof;

/**
 * Whom a server lets in: the routers that were paired, those that were revoked, and the codes that
 * wait to be used, in {@code routers/} and {@code codes/} of the state folder.
 *
 * <p>Any number of threads and processes may use one folder at once, the server and {@code tquic
 * pair} beside it. A file that cannot be used is left out and reported by {@link #problems}; its
 * router or code counts as unknown. All methods but {@link #authorise} block for the disk.
 */
public final class PairingRegistry {
  /** Routers that are let in or hold a pending code. */
  public static final int MAX_ROUTERS = 1000;

  /** Codes that can be used. */
  public static final int MAX_PENDING_CODES = 100;

  /** A code bears one wrong proof less than this. */
  public static final int MAX_WRONG_PROOFS = 5;

  /** How long a code is good if the operator does not say. */
  public static final Duration DEFAULT_VALIDITY = Duration.ofHours(24);

  /** Shortest validity of a code. */
  public static final Duration MIN_VALIDITY = Duration.ofSeconds(1);

  /** Longest validity of a code. */
  public static final Duration MAX_VALIDITY = Duration.ofDays(30);

  private static final Logger LOG = LoggerFactory.getLogger(PairingRegistry.class);
  private static final Duration SEEN_STEP = Duration.ofMinutes(1);

  private final StateFolder folder;
  private final RouterFolder routers;
  private final CodeFolder codes;
  private final StateFolder seen;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final ConcurrentMap<String, Instant> lastMarked = new ConcurrentHashMap<>();
  private final Set<StateProblem> reported = ConcurrentHashMap.newKeySet();

  private PairingRegistry(StateFolder folder, InstantSource clock) {
    this.folder = folder;
    this.routers = new RouterFolder(folder.folder("routers"));
    this.codes = new CodeFolder(folder.folder("codes"));
    this.seen = folder.folder("seen");
    this.clock = clock;
  }

  /**
   * The registry of a state folder, which is made if it is not there.
   *
   * @throws StateFileException if the folder cannot be used
   */
  public static PairingRegistry open(Path state) {
    return open(state, InstantSource.system());
  }

  /** The same by another clock. */
  public static PairingRegistry open(Path state, InstantSource clock) {
    PairingRegistry registry = new PairingRegistry(StateFolder.open(state), clock);
    try (StateLock _ = registry.folder.lock()) {
      registry.folder.sweep();
      registry.routers.sweep();
      registry.codes.tidy(clock.instant());
    }
    registry.report(registry.problems());
    return registry;
  }

  /**
   * Makes a code that lets one router in.
   *
   * @param address where the router will dial this server
   * @param server this server's key
   * @param name how to call the router; empty for the first free one of router-1, router-2, …
   * @param validity {@link #MIN_VALIDITY} to {@link #MAX_VALIDITY}
   * @throws PairingException if the name is malformed or taken, the validity out of range, or a
   *     limit reached
   * @throws StateFileException if the folder cannot be used
   */
  public IssuedCode createCode(
      ServerAddress address, Fingerprint server, Optional<String> name, Duration validity) {
    name.ifPresent(RouterName::check);
    if (validity.compareTo(MIN_VALIDITY) < 0 || validity.compareTo(MAX_VALIDITY) > 0) {
      throw new PairingException(
          PairingException.Kind.BAD_VALIDITY,
          "a pairing code cannot be valid for " + validity,
          "choose between " + MIN_VALIDITY + " and " + MAX_VALIDITY);
    }
    Instant now = clock.instant();
    try (StateLock _ = folder.lock()) {
      codes.tidy(now);
      List<CodeRecord> pending = pending(now);
      RouterIndex index = routers.index();
      checkLimits(pending.size(), index.admittedCount());
      String given =
          name.map(n -> free(n, pending, index)).orElseGet(() -> firstFree(pending, index));
      PairingCode code =
          new PairingCode(
              address, server, new CodeId(random.nextLong()), PairingSecret.random(random));
      Instant expires = now.plus(validity).truncatedTo(ChronoUnit.MILLIS);
      codes.write(
          new CodeRecord(
              code.id(),
              given,
              now.truncatedTo(ChronoUnit.MILLIS),
              expires,
              0,
              CodeRecord.State.PENDING,
              Optional.of(code.secret())));
      LOG.info("made pairing code {} for {}, good until {}", code.id(), given, expires);
      return new IssuedCode(code, given, expires);
    }
  }

  private static void checkLimits(int pending, int admitted) {
    if (pending >= MAX_PENDING_CODES) {
      throw new PairingException(
          PairingException.Kind.TOO_MANY_CODES,
          pending + " pairing codes wait to be used, no more can be made",
          "withdraw some with `tquic pair --revoke NAME`; `tquic pair --list` shows them");
    }
    if (pending + admitted >= MAX_ROUTERS) {
      throw tooManyRouters(admitted);
    }
  }

  private static PairingException tooManyRouters(int admitted) {
    return new PairingException(
        PairingException.Kind.TOO_MANY_ROUTERS,
        admitted + " routers are paired, of at most " + MAX_ROUTERS + " with the pending codes",
        "revoke some with `tquic pair --revoke NAME`; `tquic pair --list` shows them");
  }

  /** The name, in the spelling of the tombstone whose place it takes if there is one. */
  private String free(String name, List<CodeRecord> pending, RouterIndex index) {
    boolean promised =
        pending.stream().anyMatch(c -> RouterName.key(c.name()).equals(RouterName.key(name)));
    Optional<RouterRecord> holder = index.named(name);
    boolean unreadable = holder.isEmpty() && routers.hasFile(name);
    if (promised || unreadable || holder.filter(RouterRecord::isAdmitted).isPresent()) {
      throw nameTaken(name, promised ? "a pending pairing code" : "a router");
    }
    return holder.map(RouterRecord::name).orElse(name);
  }

  private static PairingException nameTaken(String name, String holder) {
    return new PairingException(
        PairingException.Kind.NAME_TAKEN,
        holder + " has the name " + name + " already",
        "choose another name, or run `tquic pair --revoke " + name + "` first");
  }

  private String firstFree(List<CodeRecord> pending, RouterIndex index) {
    for (int number = 1; ; number++) {
      String name = "router-" + number;
      if (index.named(name).isEmpty()
          && !routers.hasFile(name)
          && pending.stream().noneMatch(c -> RouterName.key(c.name()).equals(name))) {
        return name;
      }
    }
  }

  /** The codes that can be used, the oldest first. */
  public List<PendingCode> pendingCodes() {
    return pending(clock.instant()).stream()
        .map(c -> new PendingCode(c.id(), c.name(), c.created(), c.expires(), c.wrongProofs()))
        .sorted(Comparator.comparing(PendingCode::created))
        .toList();
  }

  private List<CodeRecord> pending(Instant now) {
    CodeFolder.Reading reading = codes.read();
    report(reading.problems());
    return reading.codes().stream().filter(code -> code.isPending(now)).toList();
  }

  /** The routers that are let in and those that were revoked, by name. */
  public List<PairedRouter> routers() {
    RouterIndex index = routers.index();
    report(index.problems());
    return index.all().stream()
        .map(
            r ->
                new PairedRouter(
                    r.name(), r.fingerprint(), r.enrolled(), seen.touched(r.name()), r.revoked()))
        .toList();
  }

  /** The files that are left out because they cannot be used. */
  public List<StateProblem> problems() {
    return Stream.concat(routers.index().problems().stream(), codes.read().problems().stream())
        .toList();
  }

  private void report(List<StateProblem> problems) {
    for (StateProblem problem : problems) {
      if (reported.add(problem)) {
        LOG.warn("left out: {}; {}", problem.message(), problem.remedy());
      }
    }
  }

  /**
   * Lets a router in no more, and withdraws codes that would let one in under its name. To revoke
   * twice does nothing.
   *
   * @throws PairingException if neither a router nor a pending code has the name
   * @throws StateFileException if the folder cannot be used
   */
  public void revoke(String name) {
    RouterName.check(name);
    Instant now = clock.instant();
    try (StateLock _ = folder.lock()) {
      List<CodeRecord> promised =
          pending(now).stream()
              .filter(c -> RouterName.key(c.name()).equals(RouterName.key(name)))
              .toList();
      Optional<RouterRecord> router = routers.index().named(name);
      if (promised.isEmpty() && router.isEmpty()) {
        throw new PairingException(
            PairingException.Kind.UNKNOWN_NAME,
            "no router and no pending pairing code has the name " + name,
            "`tquic pair --list` shows all names");
      }
      promised.forEach(code -> codes.delete(code.id()));
      router
          .filter(RouterRecord::isAdmitted)
          .ifPresent(r -> routers.write(r.revoke(now.truncatedTo(ChronoUnit.MILLIS))));
      LOG.info("revoked {}", name);
    }
  }

  /**
   * What the holder of a key may do now. Costs a look at the time of one folder, unless that has
   * changed in the last two seconds or since the last call.
   *
   * @throws StateFileException if the folder cannot be read; nobody is to be let in then
   */
  public Authorisation authorise(Fingerprint key) {
    RouterIndex index = routers.index();
    report(index.problems());
    return index.authorise(key);
  }

  /** Notes that a router is connected, for {@link PairedRouter#lastSeen}; once a minute at most. */
  public void markSeen(String name) {
    RouterName.check(name);
    Instant now = clock.instant();
    Instant before = lastMarked.get(name);
    if (before == null || !now.isBefore(before.plus(SEEN_STEP)) || now.isBefore(before)) {
      lastMarked.put(name, now);
      seen.touch(name, now);
    }
  }

  /**
   * Redeems a code. The answer is the same if a router repeats its request because it missed the
   * first answer.
   *
   * @param id which code
   * @param proof what the router sent
   * @param client the router's key, as the TLS handshake proved it
   * @param server this server's key
   * @throws PairingException if the limit of routers was reached since the code was made, or its
   *     name was taken by hand
   * @throws StateFileException if the folder or the code's file cannot be used
   */
  public EnrolmentResult enrol(
      CodeId id, EnrolmentProof proof, Fingerprint client, Fingerprint server) {
    if (!codes.exists(id) && routers.index().enrolledBy(id).isEmpty()) {
      // Strangers who guess do not get to queue for the lock.
      return new UnknownCode();
    }
    try (StateLock _ = folder.lock()) {
      return redeem(id, proof, client, server, clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }
  }

  private EnrolmentResult redeem(
      CodeId id, EnrolmentProof proof, Fingerprint client, Fingerprint server, Instant now) {
    RouterIndex index = routers.index();
    Optional<CodeRecord> found = codes.read(id);
    Optional<RouterRecord> enrolled = index.enrolledBy(id);
    if (enrolled.isPresent()) {
      // The router's file is written first; a crash then leaves the code to be spent here.
      found.filter(c -> c.state() == CodeRecord.State.PENDING).ifPresent(this::spend);
      RouterRecord router = enrolled.get();
      return router.isAdmitted() && router.fingerprint().equals(client)
          ? new Enrolled(router.name())
          : new Spent();
    }
    if (found.isEmpty()) {
      return new UnknownCode();
    }
    CodeRecord code = found.get();
    return switch (code.state()) {
      case SPENT -> new Spent();
      case BURNT -> new Burnt();
      case EXPIRED -> new Expired();
      case PENDING -> {
        if (!code.isPending(now)) {
          codes.write(code.end(CodeRecord.State.EXPIRED));
          yield new Expired();
        }
        PairingSecret secret = code.secret().orElseThrow();
        if (!EnrolmentProof.of(secret, client, server).equals(proof)) {
          yield countWrongProof(code);
        }
        yield admit(code, client, index, now);
      }
    };
  }

  private EnrolmentResult countWrongProof(CodeRecord code) {
    CodeRecord counted = code.countWrongProof();
    codes.write(counted);
    if (counted.state() == CodeRecord.State.BURNT) {
      LOG.warn("pairing code {} for {} is void after wrong secrets", code.id(), code.name());
      return new Burnt();
    }
    return new WrongProof(MAX_WRONG_PROOFS - counted.wrongProofs());
  }

  private EnrolmentResult admit(
      CodeRecord code, Fingerprint client, RouterIndex index, Instant now) {
    Optional<RouterRecord> other = index.admitted(client);
    if (other.isPresent()) {
      return new AlreadyEnrolled(other.get().name());
    }
    if (index.admittedCount() >= MAX_ROUTERS) {
      throw tooManyRouters(index.admittedCount());
    }
    Optional<RouterRecord> tombstone = index.named(code.name());
    if (tombstone.filter(RouterRecord::isAdmitted).isPresent()
        || tombstone.isEmpty() && routers.hasFile(code.name())) {
      throw nameTaken(code.name(), "a router");
    }
    RouterRecord router =
        tombstone
            .map(t -> t.succeed(client, now, code.id()))
            .orElseGet(
                () ->
                    new RouterRecord(
                        code.name(), client, now, code.id(), Optional.empty(), List.of()));
    routers.write(router);
    spend(code);
    seen.delete(router.name());
    lastMarked.remove(router.name());
    LOG.info("paired router {} with key {}", router.name(), client.text());
    return new Enrolled(router.name());
  }

  private void spend(CodeRecord code) {
    codes.write(code.end(CodeRecord.State.SPENT));
  }
}
