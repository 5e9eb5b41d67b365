package org.tquic.openwrt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.tquic.shell.wire.Frame;
import org.tquic.shell.wire.FrameChannel;
import org.tquic.shell.wire.FrameType;

/** A role's console with prepared answers, in the protocol of the real one. */
final class FakeConsole implements AutoCloseable {
  private static final int PIECE_BYTES = 8 * 1024;

  /**
   * What a command answers.
   *
   * @param status exit status
   * @param out standard output
   * @param err standard error
   */
  record Answer(int status, String out, String err) {}

  private final ServerSocketChannel socket;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<SocketChannel> clients = new CopyOnWriteArrayList<>();

  FakeConsole(Path file) {
    try {
      Files.createDirectories(file.getParent());
      socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      socket.bind(UnixDomainSocketAddress.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /** A command that succeeds. */
  FakeConsole answer(String line, String out) {
    return answer(line, new Answer(0, out, ""));
  }

  FakeConsole answer(String line, Answer answer) {
    answers.put(line, answer);
    return this;
  }

  /** All command lines that came. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel client = socket.accept();
        clients.add(client);
        Thread.ofVirtual().start(() -> serve(new FrameChannel(client)));
      }
    } catch (ClosedChannelException e) {
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve(FrameChannel channel) {
    try (channel) {
      channel.write(Frame.octet(FrameType.HELLO, FrameChannel.VERSION));
      Optional<Frame> frame = channel.read();
      while (frame.isPresent() && frame.get().type() != FrameType.EXEC) {
        frame = channel.read();
      }
      if (frame.isEmpty()) {
        return;
      }
      String line = frame.get().text();
      asked.add(line);
      Answer answer =
          answers.getOrDefault(
              line,
              new Answer(2, "", "unknown command: " + line + "\n`help` lists the commands.\n"));
      write(channel, FrameType.OUTPUT, answer.out());
      write(channel, FrameType.ERROR, answer.err());
      channel.write(Frame.octet(FrameType.STATUS, answer.status()));
      // As the real one, it serves until the client hangs up.
      channel.read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(FrameChannel channel, FrameType type, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i += PIECE_BYTES) {
      channel.write(
          new Frame(type, Arrays.copyOfRange(bytes, i, Math.min(i + PIECE_BYTES, bytes.length))));
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
      for (SocketChannel client : clients) {
        client.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
