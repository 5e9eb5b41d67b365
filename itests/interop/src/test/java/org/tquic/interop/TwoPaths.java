package org.tquic.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tquic.quic.connection.PathChange;
import org.tquic.quic.path.NetworkPath;

/** A transfer with picoquic over two links, each with a path of its own. */
final class TwoPaths implements AutoCloseable {
  /** Who sends the content. */
  enum Direction {
    TO_CLIENT,
    TO_SERVER
  }

  private static final String NAME = "content.bin";
  private static final String POST = "POST /" + NAME + " HTTP/1.0\r\n\r\n";
  private static final Pattern RECEIVED = Pattern.compile("\\b(\\d+) bytes");

  /** More round trips than connection IDs for another path can take to come. */
  private static final int MAX_TRIES = 20;

  final TquicSide ours;
  private final Program picoquic;
  private final Roles roles;
  private final Direction direction;
  private final byte[] content;
  private final Path folder;
  private final InetSocketAddress server;
  private final CompletableFuture<byte[]> posted = new CompletableFuture<>();
  private CompletableFuture<byte[]> answer;

  /**
   * Connects, has a second path validated, and starts the transfer.
   *
   * @param folder for files
   * @param congestion picoquic's algorithm
   * @param links settings of the first and the second
   */
  TwoPaths(
      Roles roles,
      Direction direction,
      byte[] content,
      Path folder,
      String congestion,
      String... links) {
    this.roles = roles;
    this.direction = direction;
    this.content = content;
    this.folder = folder;
    Setup setup = new Setup();
    setup.ourProtocol = PicoquicDemo.PROTOCOL;
    setup.ourServerAsksForCertificate = false;
    setup.ourAddress = roles == Roles.OUR_CLIENT ? Loopback.CLIENT : Loopback.SERVER;
    setup.ourAnswer = this::answer;
    ours = new TquicSide(setup);
    ours.driver.attach(Loopback.CLIENT, new EmulatedLink("first", links[0]));
    ours.driver.attach(Loopback.CLIENT_TOO, new EmulatedLink("second", links[1]));
    if (roles == Roles.OUR_CLIENT) {
      server = Loopback.freePort();
      write(folder.resolve(NAME));
      picoquic = PicoquicDemo.server(server, folder, congestion);
    } else {
      server = ours.local;
      ours.listen();
      picoquic =
          PicoquicDemo.client(
              server,
              folder,
              congestion,
              direction == Direction.TO_CLIENT ? "/" + NAME : "/" + NAME + ":" + content.length);
    }
    try {
      start();
    } catch (AssertionError e) {
      close();
      throw e;
    }
  }

  private void start() {
    if (roles == Roles.OUR_CLIENT) {
      ours.connect(server);
    }
    Waiting.get(ours.confirmed);
    assertThat(ours.connection().isMultipath()).isTrue();
    Waiting.takeUntil(ours.pathChanges, PathChange.VALIDATED);
    if (roles == Roles.OUR_CLIENT) {
      openPath();
      answer =
          ours.echoed(direction == Direction.TO_CLIENT ? bytes("GET /" + NAME + "\r\n") : post());
    }
    Waiting.takeUntil(ours.pathChanges, PathChange.VALIDATED);
  }

  /** The server's connection IDs for it may be still to come. */
  long openPath() {
    NetworkPath network = new NetworkPath(ours.driver.bind(Loopback.CLIENT_TOO), server, 0);
    long id = open(network);
    for (int i = 0; id < 0 && i < MAX_TRIES; i++) {
      Waiting.get(ours.echoed(bytes("GET /1\r\n")));
      id = open(network);
    }
    assertThat(id).isPositive();
    return id;
  }

  private long open(NetworkPath network) {
    return ours.call(() -> ours.connection().openPath(network, System.nanoTime()));
  }

  /** Tells picoquic whether to send on a path. */
  void prefer(long pathId, boolean available) {
    ours.call(
        () -> {
          ours.connection().preferPath(pathId, available);
          return null;
        });
  }

  /** Waits until a link has carried so many bytes more. */
  void awaitCarried(InetAddress link, long bytes) {
    Waiting.get(ours.driver.onLink(link, l -> l.carries(bytes)), Waiting.TRANSFER_SECONDS);
  }

  long carriedBytes(InetAddress link) {
    return ours.driver.onLink(link, EmulatedLink::carriedBytes);
  }

  void cut(InetAddress link) {
    ours.driver.onLink(
        link,
        l -> {
          l.cut();
          return null;
        });
  }

  /** Waits until all content is there, and checks it. */
  void finish() {
    if (roles == Roles.OUR_SERVER) {
      picoquic.succeeded();
      if (direction == Direction.TO_CLIENT) {
        checkContent(read(folder.resolve(NAME)));
      } else {
        assertThat(contentBytes(Waiting.get(posted))).isEqualTo(content.length);
      }
      return;
    }
    byte[] whole = Waiting.get(answer, Waiting.TRANSFER_SECONDS);
    if (direction == Direction.TO_CLIENT) {
      checkContent(whole);
    } else {
      // It counts the first piece twice.
      assertThat(received(whole)).isBetween((long) content.length, content.length + 65_536L);
    }
  }

  private void checkContent(byte[] came) {
    assertThat(came).hasSize(content.length);
    assertThat(Arrays.mismatch(came, content)).as("first wrong byte").isEqualTo(-1);
  }

  private byte[] post() {
    byte[] head = bytes(POST);
    byte[] request = Arrays.copyOf(head, head.length + content.length);
    System.arraycopy(content, 0, request, head.length, content.length);
    return request;
  }

  private byte[] answer(byte[] request) {
    if (direction == Direction.TO_CLIENT) {
      return content;
    }
    posted.complete(request);
    return bytes("thanks");
  }

  /** How much came after the head, which ends with an empty line. */
  private static int contentBytes(byte[] request) {
    String text = new String(request, StandardCharsets.ISO_8859_1);
    return request.length - text.indexOf("\r\n\r\n") - 4;
  }

  private static long received(byte[] page) {
    Matcher matcher = RECEIVED.matcher(new String(page, StandardCharsets.ISO_8859_1));
    assertThat(matcher.find()).isTrue();
    return Long.parseLong(matcher.group(1));
  }

  private void write(Path file) {
    try {
      Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() {
    picoquic.close();
    ours.close();
  }
}
