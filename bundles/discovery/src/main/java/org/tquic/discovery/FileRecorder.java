package org.tquic.discovery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.tquic.api.TquicException;
import org.tquic.api.link.LinkRecorder;

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
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (FileAlreadyExistsException e) {
      throw new TquicException(
          "the file " + file + " exists", "name one that does not, or remove it first", e);
    } catch (IOException e) {
      throw new TquicException(
          "the file " + file + " cannot be written: " + e,
          "see that its folder exists, is writable and has room",
          e);
    }
  }
}
