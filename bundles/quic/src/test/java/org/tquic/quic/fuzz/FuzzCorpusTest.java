package org.tquic.quic.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tquic.quic.connection.LivePairFuzz;
import org.tquic.quic.connection.SealedFramesFuzz;
import org.tquic.quic.endpoint.AddressTokensFuzz;
import org.tquic.quic.endpoint.EndpointFuzz;
import org.tquic.quic.tls.MessageFramerFuzz;
import org.tquic.quic.tls.TlsSessionFuzz;
import org.tquic.quic.wire.FrameFuzz;
import org.tquic.quic.wire.PacketHeaderFuzz;
import org.tquic.quic.wire.TransportParametersFuzz;
import org.tquic.quic.wire.VarIntFuzz;

/** Gives every fuzz target the inputs that are kept for it; {@code itests/fuzz} looks for more. */
class FuzzCorpusTest {
  private static final Path CORPORA = Path.of("src/test/fuzz");
  private static final int MAX_FILES = 40;
  private static final int MAX_BYTES = 2048;

  private static final Map<String, FuzzTarget> TARGETS =
      Map.of(
          "VarInt", VarIntFuzz::fuzzerTestOneInput,
          "PacketHeader", PacketHeaderFuzz::fuzzerTestOneInput,
          "Frame", FrameFuzz::fuzzerTestOneInput,
          "TransportParameters", TransportParametersFuzz::fuzzerTestOneInput,
          "MessageFramer", MessageFramerFuzz::fuzzerTestOneInput,
          "TlsSession", TlsSessionFuzz::fuzzerTestOneInput,
          "AddressTokens", AddressTokensFuzz::fuzzerTestOneInput,
          "Endpoint", EndpointFuzz::fuzzerTestOneInput,
          "SealedFrames", SealedFramesFuzz::fuzzerTestOneInput,
          "LivePair", LivePairFuzz::fuzzerTestOneInput);

  @TestFactory
  Stream<DynamicContainer> inputsAreTaken() {
    return TARGETS.entrySet().stream()
        .map(
            target ->
                DynamicContainer.dynamicContainer(
                    target.getKey(),
                    list(CORPORA.resolve(target.getKey())).stream()
                        .map(file -> replay(target.getValue(), file))));
  }

  private static DynamicTest replay(FuzzTarget target, Path file) {
    return DynamicTest.dynamicTest(
        file.getFileName().toString(), () -> target.run(Files.readAllBytes(file)));
  }

  @Test
  void everyTargetHasASmallCorpus() throws IOException {
    assertThat(list(CORPORA))
        .extracting(folder -> folder.getFileName().toString())
        .containsExactlyInAnyOrderElementsOf(TARGETS.keySet());
    for (Path folder : list(CORPORA)) {
      List<Path> files = list(folder);
      assertThat(files).as("%s", folder).hasSizeBetween(1, MAX_FILES);
      for (Path file : files) {
        assertThat(Files.size(file)).as("%s", file).isLessThanOrEqualTo(MAX_BYTES);
      }
    }
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
