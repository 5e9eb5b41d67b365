package org.tquic.gateway.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.util.concurrent.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tquic.api.TquicException;
import org.tquic.api.bond.PathReason;
import org.tquic.api.engine.ClientRequest;
import org.tquic.api.engine.ConnectFailure;
import org.tquic.api.engine.QuicEngine;
import org.tquic.api.engine.ServerRequest;
import org.tquic.api.link.LinkInfo;
import org.tquic.api.link.LinkKind;
import org.tquic.api.link.LinkRole;
import org.tquic.gateway.Cidr;
import org.tquic.identity.IdentityStore;
import org.tquic.identity.LocalIdentity;
import org.tquic.identity.PairingCode;
import org.tquic.identity.PairingRegistry;
import org.tquic.identity.ServerAddress;

/** What an enrolment makes of links that do not get to the server. */
class EnrolmentTest {
  private static final Duration BOUND = Duration.ofMillis(1500);

  @TempDir Path folder;
  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Queue<ClientRequest> requests = new ConcurrentLinkedQueue<>();

  @AfterEach
  void end() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  /** Every attempt fails for that reason. */
  private final class FailingEngine implements QuicEngine {
    private final PathReason reason;

    FailingEngine(PathReason reason) {
      this.reason = reason;
    }

    @Override
    public String id() {
      return "failing";
    }

    @Override
    public Set<String> congestionAlgorithms() {
      return Set.of("newreno");
    }

    @Override
    public EventLoopGroup newEventLoopGroup(int threads, String threadName) {
      return group;
    }

    @Override
    public Future<QuicChannel> connect(ClientRequest request) {
      requests.add(request);
      return group
          .next()
          .newFailedFuture(
              new ConnectFailure(reason, "attempt failed: " + reason, "do something", null));
    }

    @Override
    public Future<Channel> listen(ServerRequest request) {
      throw new UnsupportedOperationException();
    }
  }

  private static LinkInfo link(String name, boolean carrier, String... addresses) {
    return new LinkInfo(
        name,
        1,
        LinkKind.WIRED,
        "",
        "",
        1500,
        carrier,
        true,
        List.of(addresses).stream().map(Cidr::parseAddress).toList(),
        List.of(),
        1,
        LinkRole.WAN,
        "");
  }

  private String enrol(PathReason reason, BooleanSupplier stopping, LinkInfo... links) {
    LocalIdentity router = IdentityStore.open(folder.resolve("router"));
    PairingCode code =
        PairingRegistry.open(folder.resolve("server"))
            .createCode(
                new ServerAddress("192.0.2.1", 4433),
                IdentityStore.open(folder.resolve("server")).fingerprint(),
                Optional.empty(),
                Duration.ofHours(1))
            .code();
    return new Enrolment(
            new FailingEngine(reason),
            group.next(),
            "newreno",
            () -> List.of(links),
            () -> {},
            stopping,
            BOUND)
        .enrol(code, router);
  }

  @Test
  void namesEachLinkAndItsReasonWhenTheServerIsNotThere() {
    assertThatThrownBy(
            () ->
                enrol(
                    PathReason.NO_ANSWER,
                    () -> false,
                    link("wan1", true, "10.71.0.2"),
                    link("wan2", true, "10.72.0.2"),
                    link("usb0", false, "10.73.0.2")))
        .isInstanceOf(TquicException.class)
        .hasMessageContaining("no answer from the server at 192.0.2.1:4433")
        .hasMessageContaining("wan1: attempt failed: NO_ANSWER; wan2: attempt failed")
        .hasMessageNotContaining("usb0")
        .extracting(e -> ((TquicException) e).remedy())
        .asString()
        .contains("tquic server", "4433");
    assertThat(requests)
        .as("each link is tried again")
        .hasSizeGreaterThan(2)
        .allMatch(request -> request.link().device().startsWith("wan"))
        .allMatch(request -> request.tls().trust() != null);
  }

  @Test
  void saysThatNoLinkIsThere() {
    assertThatThrownBy(() -> enrol(PathReason.NO_ANSWER, () -> false, link("usb0", true)))
        .isInstanceOf(TquicException.class)
        .hasMessageContaining("no link with an address is there");
  }

  @Test
  void namesALinkWithoutAnAddressOfTheServersFamily() {
    assertThatThrownBy(() -> enrol(PathReason.TLS, () -> false, link("wan1", true, "fd71::2")))
        .isInstanceOf(TquicException.class)
        .hasMessageContaining("wan1: the link has no address of the server's family");
  }

  @Test
  void givesUpAtOnceWhenEveryLinkFindsAnotherServer() {
    long start = System.nanoTime();
    assertThatThrownBy(
            () ->
                enrol(
                    PathReason.TLS,
                    () -> System.nanoTime() - start > BOUND.toNanos() * 10,
                    link("wan1", true, "10.71.0.2")))
        .isInstanceOf(TquicException.class)
        .hasMessageContaining("192.0.2.1:4433 is not the server of the pairing code");
    assertThat(requests).hasSize(1);
  }

  @Test
  void givesUpWhenTheRoleEnds() {
    assertThatThrownBy(
            () -> enrol(PathReason.NO_ANSWER, () -> true, link("wan1", true, "10.71.0.2")))
        .isInstanceOf(TquicException.class);
    assertThat(requests).isEmpty();
  }
}
