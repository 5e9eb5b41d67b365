package org.tquic.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.tquic.identity.TestCertificates.key;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tquic.identity.Authorisation.Authorised;
import org.tquic.identity.Authorisation.Revoked;
import org.tquic.identity.Authorisation.Unknown;
import org.tquic.identity.EnrolmentResult.Enrolled;
import org.tquic.identity.EnrolmentResult.Spent;
import org.tquic.identity.EnrolmentResult.WrongProof;

/** Server and command line, threads and processes, on one state folder. */
class RegistrySharingTest {
  private static final ServerAddress ADDRESS = ServerAddress.parse("[2001:db8::1]:4433");
  private static final Fingerprint SERVER = key(1);

  @TempDir Path state;

  private static PairingCode code(PairingRegistry registry, String name) {
    return registry
        .createCode(ADDRESS, SERVER, Optional.ofNullable(name), Duration.ofHours(1))
        .code();
  }

  private static EnrolmentResult enrol(
      PairingRegistry registry, PairingCode code, Fingerprint router) {
    return registry.enrol(code.id(), code.proof(router), router, SERVER);
  }

  private static <T> List<T> all(List<Callable<T>> calls) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<T> results = new ArrayList<>();
      for (Future<T> future : threads.invokeAll(calls)) {
        results.add(future.get());
      }
      return results;
    }
  }

  @Test
  void theServerSeesAtOnceWhatTheCommandLineDoes() {
    PairingRegistry server = PairingRegistry.open(state);
    PairingRegistry commandLine = PairingRegistry.open(state);
    for (int round = 0; round < 20; round++) {
      Fingerprint router = key(10 + round);
      assertThat(server.authorise(router)).isEqualTo(new Unknown());
      PairingCode code = code(commandLine, "phone");
      assertThat(enrol(server, code, router)).isEqualTo(new Enrolled("phone"));
      assertThat(commandLine.authorise(router)).isEqualTo(new Authorised("phone"));
      commandLine.revoke("phone");
      assertThat(server.authorise(router)).isEqualTo(new Revoked("phone"));
    }
  }

  @Test
  void oneOfManyGetsACode() throws Exception {
    PairingRegistry one = PairingRegistry.open(state);
    PairingRegistry two = PairingRegistry.open(state);
    PairingCode code = code(one, "phone");
    List<Callable<EnrolmentResult>> calls = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      Fingerprint router = key(100 + i);
      PairingRegistry registry = i % 2 == 0 ? one : two;
      calls.add(() -> enrol(registry, code, router));
    }
    List<EnrolmentResult> results = all(calls);
    assertThat(results).filteredOn(r -> r.equals(new Enrolled("phone"))).hasSize(1);
    assertThat(results).filteredOn(r -> r.equals(new Spent())).hasSize(31);
    assertThat(one.routers()).hasSize(1);
  }

  @Test
  void everyWrongProofCounts() throws Exception {
    PairingRegistry one = PairingRegistry.open(state);
    PairingRegistry two = PairingRegistry.open(state);
    PairingCode code = code(one, "phone");
    List<Callable<EnrolmentResult>> calls = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      PairingRegistry registry = i % 2 == 0 ? one : two;
      calls.add(() -> registry.enrol(code.id(), code.proof(SERVER), key(2), SERVER));
    }
    List<EnrolmentResult> results = all(calls);
    assertThat(results)
        .filteredOn(WrongProof.class::isInstance)
        .containsExactlyInAnyOrder(
            new WrongProof(4), new WrongProof(3), new WrongProof(2), new WrongProof(1));
  }

  @Test
  void namesMadeUpAtOnceDiffer() throws Exception {
    List<PairingRegistry> registries =
        List.of(PairingRegistry.open(state), PairingRegistry.open(state));
    List<Callable<String>> calls = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      PairingRegistry registry = registries.get(i % 2);
      calls.add(
          () -> registry.createCode(ADDRESS, SERVER, Optional.empty(), Duration.ofHours(1)).name());
    }
    assertThat(all(calls)).doesNotHaveDuplicates();
  }

  @Test
  void readersNeverSeeHalfAFile() throws Exception {
    PairingRegistry writer = PairingRegistry.open(state);
    PairingRegistry reader = PairingRegistry.open(state);
    Fingerprint steady = key(2);
    enrol(writer, code(writer, "steady"), steady);
    List<Callable<Boolean>> calls = new ArrayList<>();
    calls.add(
        () -> {
          for (int round = 0; round < 50; round++) {
            enrol(writer, code(writer, "phone"), key(100 + round));
            writer.revoke("phone");
          }
          return true;
        });
    for (int i = 0; i < 3; i++) {
      calls.add(
          () -> {
            for (int round = 0; round < 300; round++) {
              if (!reader.authorise(steady).equals(new Authorised("steady"))
                  || !reader.problems().isEmpty()) {
                return false;
              }
            }
            return true;
          });
    }
    assertThat(all(calls)).containsOnly(true);
  }

  /** Makes codes in a process of its own; prints their names. */
  static final class OtherProcess {
    private OtherProcess() {}

    public static void main(String[] args) {
      PairingRegistry registry = PairingRegistry.open(Path.of(args[0]));
      for (int i = 0; i < Integer.parseInt(args[1]); i++) {
        System.out.println(
            registry.createCode(ADDRESS, SERVER, Optional.empty(), Duration.ofHours(1)).name());
      }
    }
  }

  private Process start(int codes) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dorg.slf4j.simpleLogger.logFile=System.err",
            "-cp",
            System.getProperty("java.class.path"),
            OtherProcess.class.getName(),
            state.toString(),
            String.valueOf(codes))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  @Test
  void processesTakeTurns() throws Exception {
    int each = 30;
    Process one = start(each);
    Process two = start(each);
    PairingRegistry registry = PairingRegistry.open(state);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < each; i++) {
      names.add(registry.createCode(ADDRESS, SERVER, Optional.empty(), Duration.ofHours(1)).name());
    }
    for (Process process : List.of(one, two)) {
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).isZero();
      names.addAll(out.lines().toList());
    }
    Set<String> expected = new HashSet<>();
    for (int i = 1; i <= 3 * each; i++) {
      expected.add("router-" + i);
    }
    assertThat(names).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(registry.pendingCodes()).hasSize(3 * each);
    assertThat(registry.problems()).isEmpty();
  }

  @Test
  void whoeverWaitsTooLongIsToldWhy() throws Exception {
    StateFolder folder = StateFolder.open(state);
    try (StateLock _ = folder.lock();
        ExecutorService thread = Executors.newSingleThreadExecutor()) {
      StateFileException e =
          thread
              .submit(
                  () ->
                      catchThrowableOfType(
                          StateFileException.class,
                          () -> StateLock.take(folder.path(), Duration.ofMillis(20)).close()))
              .get();
      assertThat(e.kind()).isEqualTo(StateFileException.Kind.BUSY);
      assertThat(e.remedy()).isNotBlank();
    }
    StateLock.take(folder.path(), Duration.ZERO).close();
  }
}
