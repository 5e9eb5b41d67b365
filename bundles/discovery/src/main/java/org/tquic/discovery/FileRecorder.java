package org.tquic.discovery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.tquic.api.link.LinkRecorder;
import org.tquic.api.state.OutputFile;

/** Records this machine, scrubbed with a key that nobody keeps. */
@Component
public final class FileRecorder implements LinkRecorder {
  private static final int KEY_BYTES = 32;

  /** A recorder of the network namespace that the calling thread is in. */
  @Activate
  public FileRecorder() {}

  @Override
  public int record(Path file) {
    MachineRecording recording;
    try (KernelNetlink kernel = new KernelNetlink()) {
      recording = new MachineRecorder(kernel, Path.of("/sys")).record();
    }
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    write(file, RecordingText.write(new Scrubber(key).scrub(recording)));
    return recording.links().size();
  }

  private static void write(Path file, String text) {
    try (FileChannel channel = OutputFile.create(file)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw OutputFile.cannotBeWritten(file, e);
    }
  }
}
