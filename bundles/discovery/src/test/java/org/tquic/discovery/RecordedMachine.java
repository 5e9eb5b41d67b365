package org.tquic.discovery;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Replays recordings of machines: their sysfs in a folder, their netlink in a fake kernel. */
final class RecordedMachine {
  private RecordedMachine() {}

  /** A recording of the folder {@code machines}. */
  static MachineRecording load(String name) {
    try (InputStream in = RecordedMachine.class.getResourceAsStream("machines/" + name + ".txt")) {
      return RecordingText.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lays out the recording's sysfs below a folder. */
  static void plant(MachineRecording recording, Path root) throws IOException {
    for (Map.Entry<String, String> file : recording.files().entrySet()) {
      Path path = root.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue() + "\n");
    }
    for (Map.Entry<String, String> link : recording.symlinks().entrySet()) {
      Path path = root.resolve(link.getKey());
      Files.createDirectories(path.getParent());
      Files.createSymbolicLink(path, Path.of(link.getValue()));
      Files.createDirectories(path.getParent().resolve(link.getValue()).normalize());
    }
  }

  /** A kernel with the recording's links, addresses and routes. */
  static FakeKernel kernel(MachineRecording recording) {
    FakeKernel kernel = new FakeKernel();
    recording.links().forEach(link -> kernel.links.put(link.index(), link));
    kernel.addresses.addAll(recording.addresses());
    kernel.routes.addAll(recording.routes());
    return kernel;
  }
}
