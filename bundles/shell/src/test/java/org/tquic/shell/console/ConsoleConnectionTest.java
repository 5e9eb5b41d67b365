package org.tquic.shell.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tquic.api.TquicException;
import org.tquic.shell.wire.Frame;
import org.tquic.shell.wire.FrameChannel;
import org.tquic.shell.wire.FrameType;

@Timeout(20)
class ConsoleConnectionTest {
  @TempDir Path folder;
  private static final ThreadIOImpl THREAD_IO = new ThreadIOImpl();
  private final Commands commands = new Commands();
  private ServerSocketChannel listener;
  private SocketChannel socket;
  private FrameChannel client;
  private Thread server;

  /** What the tests run; public because Gogo calls it by reflection. */
  public static final class Commands {
    final CountDownLatch started = new CountDownLatch(1);
    final CountDownLatch stopped = new CountDownLatch(1);

    /** Returns its argument. */
    public String say(String text) {
      return text;
    }

    /** Prints a lot. */
    public void fill(int bytes) {
      System.out.print("x".repeat(bytes));
    }

    /** Fails with a remedy. */
    public void fail() {
      throw new TquicException("It is broken.", "Mend it.");
    }

    /** The width that commands see. */
    public int width(CommandSession session) {
      return SessionWidth.of(session);
    }

    /** Runs until stopped. */
    public void forever() throws InterruptedException {
      started.countDown();
      try {
        Thread.sleep(60_000);
      } finally {
        stopped.countDown();
      }
    }
  }

  @BeforeAll
  static void divertStandardStreams() {
    THREAD_IO.start();
  }

  @AfterAll
  static void restoreStandardStreams() {
    THREAD_IO.stop();
  }

  @BeforeEach
  void connect() throws IOException {
    CommandProcessorImpl processor = new CommandProcessorImpl(THREAD_IO);
    processor.addCommand("tquic", commands);
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("s"));
    listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
    socket = SocketChannel.open(address);
    client = new FrameChannel(socket);
    ConsoleConnection connection =
        new ConsoleConnection(
            new FrameChannel(listener.accept()), processor, (session, line) -> List.of(line + "!"));
    server = Thread.ofVirtual().start(connection::serve);
    assertThat(client.read()).contains(Frame.octet(FrameType.HELLO, FrameChannel.VERSION));
  }

  @AfterEach
  void hangUp() throws Exception {
    client.close();
    listener.close();
    server.join();
  }

  private record Answer(String out, String err, int status) {}

  private Answer run(String line) throws IOException {
    client.write(Frame.text(FrameType.EXEC, line));
    return answer();
  }

  private Answer answer() throws IOException {
    StringBuilder out = new StringBuilder();
    StringBuilder err = new StringBuilder();
    while (true) {
      Frame frame = client.read().orElseThrow();
      switch (frame.type()) {
        case OUTPUT -> out.append(frame.text());
        case ERROR -> err.append(frame.text());
        default -> {
          return new Answer(out.toString(), err.toString(), frame.octet());
        }
      }
    }
  }

  @Test
  void aResultIsPrintedAndAVariableLivesAsLongAsTheSession() throws IOException {
    assertThat(run("tquic:say hello")).isEqualTo(new Answer("hello\n", "", 0));
    assertThat(run("x = again").status()).isZero();
    assertThat(run("say $x")).isEqualTo(new Answer("again\n", "", 0));
  }

  @Test
  void outputIsWholeWhateverItsSize() throws IOException {
    Answer answer = run("fill 1000003");
    assertThat(answer.out()).hasSize(1_000_003).matches("x+");
    assertThat(answer.status()).isZero();
  }

  @Test
  void failuresBringMessageRemedyAndStatus() throws IOException {
    assertThat(run("fail")).isEqualTo(new Answer("", "It is broken.\nMend it.\n", 1));
    assertThat(run("nothing-like-it"))
        .isEqualTo(
            new Answer("", "unknown command: nothing-like-it\n`help` lists the commands.\n", 2));
    assertThat(run("say")).matches(answer -> answer.status() == 2 && answer.err().contains("say"));
    assertThat(run("say 'open").err())
        .startsWith("cannot read the line: unexpected EOT looking for matching quote");
    assertThat(run("say fine").status()).isZero();
  }

  @Test
  void anEmptyLineIsNoError() throws IOException {
    assertThat(run("")).isEqualTo(new Answer("", "", 0));
  }

  @Test
  void theClientsWidthReachesCommands() throws IOException {
    assertThat(run("width").out()).isEqualTo("80\n");
    client.write(Frame.width(132));
    assertThat(run("width").out()).isEqualTo("132\n");
  }

  @Test
  void completionAnswersWhileACommandRuns() throws Exception {
    client.write(Frame.text(FrameType.EXEC, "forever"));
    assertThat(commands.started.await(10, TimeUnit.SECONDS)).isTrue();
    client.write(Frame.text(FrameType.COMPLETE, "sa"));
    assertThat(client.read().orElseThrow().words()).containsExactly("sa!");
  }

  @Test
  void cancelStopsTheCommandAndOnlyThatOne() throws Exception {
    client.write(Frame.text(FrameType.EXEC, "forever"));
    assertThat(commands.started.await(10, TimeUnit.SECONDS)).isTrue();
    client.write(Frame.empty(FrameType.CANCEL));
    assertThat(answer().status()).isEqualTo(1);
    assertThat(commands.stopped.await(10, TimeUnit.SECONDS)).isTrue();
    client.write(Frame.empty(FrameType.CANCEL));
    assertThat(run("say on")).isEqualTo(new Answer("on\n", "", 0));
  }

  @Test
  void hangingUpStopsTheCommand() throws Exception {
    client.write(Frame.text(FrameType.EXEC, "forever"));
    assertThat(commands.started.await(10, TimeUnit.SECONDS)).isTrue();
    client.close();
    assertThat(commands.stopped.await(10, TimeUnit.SECONDS)).isTrue();
    server.join();
  }

  @Test
  void garbageEndsTheConnection() throws Exception {
    socket.write(ByteBuffer.wrap("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
    // The server does not read on, so the kernel resets the connection.
    assertThatThrownBy(() -> client.read().orElseThrow(EOFException::new))
        .isInstanceOf(IOException.class);
    server.join();
  }
}
