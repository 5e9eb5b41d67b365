package org.tquic.quic.netty;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.tquic.quic.netty.EngineFixture.await;
import static org.tquic.quic.netty.EngineFixture.on;
import static org.tquic.quic.netty.Recorder.next;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.channel.socket.ChannelOutputShutdownEvent;
import io.netty.channel.socket.ChannelOutputShutdownException;
import io.netty.handler.codec.quic.DefaultQuicStreamFrame;
import io.netty.handler.codec.quic.QuicChannelOption;
import io.netty.handler.codec.quic.QuicException;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamFrame;
import io.netty.handler.codec.quic.QuicStreamPriority;
import io.netty.handler.codec.quic.QuicStreamResetException;
import io.netty.handler.codec.quic.QuicStreamType;
import io.netty.handler.codec.quic.QuicTransportError;
import io.netty.util.concurrent.Future;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tquic.api.engine.MultipathChannel;
import org.tquic.quic.netty.udp.UdpTransport;

class StreamTest {
  static Stream<UdpTransport> transports() {
    return EngineFixture.transports();
  }

  @ParameterizedTest
  @MethodSource("transports")
  void aStreamEndsInEachDirectionOnItsOwn(UdpTransport transport) throws Exception {
    try (EngineFixture fixture = new EngineFixture(transport)) {
      Recorder accepted = new Recorder();
      Channel listener = fixture.listen(null, accepted);
      MultipathChannel channel = fixture.connect(listener, null);
      Recorder recorder = new Recorder();
      QuicStreamChannel stream =
          await(channel.createStream(QuicStreamType.BIDIRECTIONAL, recorder));
      assertThat(stream.isLocalCreated()).isTrue();
      stream.writeAndFlush(bytes("request")).addListener(QuicStreamChannel.SHUTDOWN_OUTPUT);

      assertThat(next(accepted.received).bytes()).isEqualTo("request".getBytes(US_ASCII));
      accepted.nextEvent(ChannelInputShutdownReadComplete.class);
      QuicStreamChannel peer = (QuicStreamChannel) next(accepted.active);
      assertThat(peer.streamId()).isEqualTo(stream.streamId());
      assertThat(peer.isInputShutdown()).isTrue();
      assertThat(peer.isActive()).isTrue();
      assertThat(stream.isOutputShutdown()).isTrue();
      ChannelFuture late = stream.writeAndFlush(bytes("late"));
      assertThat(late.await(EngineFixture.SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(late.cause()).isInstanceOf(ChannelOutputShutdownException.class);

      peer.writeAndFlush(bytes("response")).addListener(QuicStreamChannel.SHUTDOWN_OUTPUT);
      assertThat(next(recorder.received).bytes()).isEqualTo("response".getBytes(US_ASCII));
      recorder.nextEvent(ChannelInputShutdownReadComplete.class);
      assertThat(next(recorder.inactive)).isSameAs(stream);
      assertThat(next(accepted.inactive)).isSameAs(peer);
      assertThat(recorder.exceptions).isEmpty();
      assertThat(accepted.exceptions).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void tenMegabytesGoThereAndBack(UdpTransport transport) throws Exception {
    try (EngineFixture fixture = new EngineFixture(transport)) {
      Channel listener = fixture.listen(null, new Echo());
      MultipathChannel channel = fixture.connect(listener, null);
      Recorder recorder = new Recorder();
      QuicStreamChannel stream =
          await(channel.createStream(QuicStreamType.BIDIRECTIONAL, recorder));
      byte[] data = new byte[10_000_000];
      new Random(1).nextBytes(data);
      ByteBuf direct = stream.alloc().directBuffer(data.length).writeBytes(data);
      stream.writeAndFlush(direct).addListener(QuicStreamChannel.SHUTDOWN_OUTPUT);
      ByteArrayOutputStream received = new ByteArrayOutputStream();
      while (received.size() < data.length) {
        received.writeBytes(next(recorder.received).bytes());
      }
      assertThat(received.toByteArray()).isEqualTo(data);
      assertThat(next(recorder.inactive)).isSameAs(stream);
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void unidirectionalStreamsGoOneWay(UdpTransport transport) throws Exception {
    try (EngineFixture fixture = new EngineFixture(transport)) {
      Recorder accepted = new Recorder();
      Channel listener = fixture.listen(null, accepted);
      MultipathChannel channel = fixture.connect(listener, null);
      Recorder recorder = new Recorder();
      QuicStreamChannel stream =
          await(channel.createStream(QuicStreamType.UNIDIRECTIONAL, recorder));
      assertThat(stream.isInputShutdown()).isTrue();
      stream.writeAndFlush(new DefaultQuicStreamFrame(bytes("all"), true));
      QuicStreamChannel peer = (QuicStreamChannel) next(accepted.active);
      assertThat(peer.type()).isEqualTo(QuicStreamType.UNIDIRECTIONAL);
      assertThat(peer.isOutputShutdown()).isTrue();
      assertThat(next(accepted.received).bytes()).isEqualTo("all".getBytes(US_ASCII));
      assertThat(next(accepted.inactive)).isSameAs(peer);
      assertThat(next(recorder.inactive)).isSameAs(stream);
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void aResetReachesThePeerAsAnException(UdpTransport transport) throws Exception {
    try (EngineFixture fixture = new EngineFixture(transport)) {
      Recorder accepted = new Recorder();
      Channel listener = fixture.listen(null, accepted);
      MultipathChannel channel = fixture.connect(listener, null);
      QuicStreamChannel stream =
          await(channel.createStream(QuicStreamType.BIDIRECTIONAL, new Recorder()));
      stream.writeAndFlush(bytes("begin"));
      QuicStreamChannel peer = (QuicStreamChannel) next(accepted.active);
      assertThat(next(accepted.received).bytes()).isEqualTo("begin".getBytes(US_ASCII));
      stream.shutdownOutput(0x10c).sync();
      assertThat(next(accepted.exceptions))
          .isInstanceOfSatisfying(
              QuicStreamResetException.class,
              reset -> assertThat(reset.applicationProtocolCode()).isEqualTo(0x10c));
      assertThat(peer.isInputShutdown()).isTrue();
      assertThat(peer.isActive()).isTrue();
      peer.writeAndFlush(bytes("still")).sync();
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void writesFailAfterThePeerStoppedReading(UdpTransport transport) throws Exception {
    try (EngineFixture fixture = new EngineFixture(transport)) {
      Recorder accepted = new Recorder();
      Channel listener = fixture.listen(null, accepted);
      MultipathChannel channel = fixture.connect(listener, null);
      Recorder recorder = new Recorder();
      QuicStreamChannel stream =
          await(channel.createStream(QuicStreamType.BIDIRECTIONAL, recorder));
      stream.writeAndFlush(bytes("begin"));
      QuicStreamChannel peer = (QuicStreamChannel) next(accepted.active);
      // More than the connection has room for, so that a part waits.
      ChannelFuture much = stream.writeAndFlush(Unpooled.wrappedBuffer(new byte[20_000_000]));
      peer.shutdownInput(7).sync();
      recorder.nextEvent(ChannelOutputShutdownEvent.class);
      assertThat(much.await(EngineFixture.SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(much.cause()).isInstanceOf(ChannelOutputShutdownException.class);
      assertThat(stream.isActive()).isTrue();
      peer.writeAndFlush(bytes("answer")).addListener(QuicStreamChannel.SHUTDOWN_OUTPUT);
      assertThat(next(recorder.received).bytes()).isEqualTo("answer".getBytes(US_ASCII));
      assertThat(next(recorder.inactive)).isSameAs(stream);
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void theOutputEndsBehindWhatWaitsForRoom(UdpTransport transport) throws Exception {
    try (EngineFixture fixture = new EngineFixture(transport)) {
      Recorder accepted = new Recorder();
      Channel listener = fixture.listen(null, accepted);
      MultipathChannel channel = fixture.connect(listener, null);
      QuicStreamChannel stream = await(channel.createStream(QuicStreamType.UNIDIRECTIONAL, null));
      int size = 12_000_000;
      ChannelFuture ended =
          on(
              stream,
              () -> {
                stream.writeAndFlush(Unpooled.wrappedBuffer(new byte[size]));
                ChannelFuture shutdown = stream.shutdownOutput();
                assertThat(shutdown.isDone()).isFalse();
                return shutdown;
              });
      int received = 0;
      while (received < size) {
        received += next(accepted.received).bytes().length;
      }
      assertThat(received).isEqualTo(size);
      accepted.nextEvent(ChannelInputShutdownReadComplete.class);
      ended.sync();
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void whatIsNotReadHoldsTheSenderBack(UdpTransport transport) throws Exception {
    try (EngineFixture fixture = new EngineFixture(transport)) {
      Slow slow = new Slow();
      Channel listener = fixture.listen(null, slow);
      MultipathChannel channel = fixture.connect(listener, null);
      QuicStreamChannel stream = await(channel.createStream(QuicStreamType.UNIDIRECTIONAL, null));
      int size = 10_000_000;
      ChannelFuture written = stream.writeAndFlush(Unpooled.wrappedBuffer(new byte[size]));
      QuicStreamChannel peer = next(slow.streams);
      // The send buffer takes 4 MiB and the receiver's window is 1 MiB.
      assertThat(written.isDone()).isFalse();
      assertThat(stream.isWritable()).isFalse();
      long received = 0;
      while (received < size) {
        peer.read();
        received += next(slow.lengths);
      }
      written.sync();
      assertThat(received).isEqualTo(size);
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void streamsBeyondThePeersLimitFail(UdpTransport transport) throws Exception {
    try (EngineFixture fixture = new EngineFixture(transport)) {
      Channel listener = fixture.listen(null, new Echo());
      MultipathChannel channel = fixture.connect(listener, null);
      assertThat(on(channel, () -> channel.peerAllowedStreams(QuicStreamType.BIDIRECTIONAL)))
          .isEqualTo(100);
      List<QuicStreamChannel> streams = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        streams.add(await(channel.createStream(QuicStreamType.BIDIRECTIONAL, null)));
      }
      Future<QuicStreamChannel> more =
          channel.createStream(QuicStreamType.BIDIRECTIONAL, null).await();
      assertThat(more.cause())
          .isInstanceOfSatisfying(
              QuicException.class,
              e -> assertThat(e.error()).isEqualTo(QuicTransportError.STREAM_LIMIT_ERROR));
      for (QuicStreamChannel stream : streams) {
        stream.writeAndFlush(QuicStreamFrame.EMPTY_FIN);
      }
      while (on(channel, () -> channel.peerAllowedStreams(QuicStreamType.BIDIRECTIONAL)) == 0) {
        Thread.onSpinWait();
      }
      await(channel.createStream(QuicStreamType.BIDIRECTIONAL, null));
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void framesTellTheEndWithTheData(UdpTransport transport) throws Exception {
    try (EngineFixture fixture = new EngineFixture(transport)) {
      BlockingQueue<QuicStreamFrame> frames = new LinkedBlockingQueue<>();
      ChannelHandler reader =
          new ChannelInitializer<QuicStreamChannel>() {
            @Override
            protected void initChannel(QuicStreamChannel stream) {
              stream.config().setOption(QuicChannelOption.READ_FRAMES, true);
              stream.pipeline().addLast(new FrameCollector(frames));
            }
          };
      Channel listener = fixture.listen(null, reader);
      MultipathChannel channel = fixture.connect(listener, null);
      QuicStreamChannel stream =
          await(channel.createStream(QuicStreamType.BIDIRECTIONAL, new Recorder()));
      stream.updatePriority(new QuicStreamPriority(0, false)).sync();
      assertThat(stream.priority().urgency()).isZero();
      stream.writeAndFlush(new DefaultQuicStreamFrame(bytes("whole"), true)).sync();
      StringBuilder text = new StringBuilder();
      QuicStreamFrame frame;
      do {
        frame = next(frames);
        text.append(frame.content().toString(US_ASCII));
        frame.release();
      } while (!frame.hasFin());
      assertThat(text).hasToString("whole");
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void closingAStreamEndsBothDirections(UdpTransport transport) throws Exception {
    try (EngineFixture fixture = new EngineFixture(transport)) {
      Recorder accepted = new Recorder();
      Channel listener = fixture.listen(null, accepted);
      MultipathChannel channel = fixture.connect(listener, null);
      QuicStreamChannel stream =
          await(channel.createStream(QuicStreamType.BIDIRECTIONAL, new Recorder()));
      stream.writeAndFlush(bytes("begin"));
      QuicStreamChannel peer = (QuicStreamChannel) next(accepted.active);
      stream.close().sync();
      accepted.nextEvent(ChannelInputShutdownReadComplete.class);
      assertThat(next(accepted.inactive)).isSameAs(peer);
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void streamsEndWithTheirConnection(UdpTransport transport) throws Exception {
    try (EngineFixture fixture = new EngineFixture(transport)) {
      Recorder accepted = new Recorder();
      Channel listener = fixture.listen(null, accepted);
      MultipathChannel channel = fixture.connect(listener, null);
      Recorder recorder = new Recorder();
      QuicStreamChannel stream =
          await(channel.createStream(QuicStreamType.BIDIRECTIONAL, recorder));
      stream.writeAndFlush(bytes("begin"));
      QuicStreamChannel peer = (QuicStreamChannel) next(accepted.active);
      channel.close().sync();
      assertThat(next(recorder.inactive)).isSameAs(stream);
      assertThat(next(accepted.inactive)).isSameAs(peer);
      assertThat(channel.createStream(QuicStreamType.BIDIRECTIONAL, null).await().isSuccess())
          .isFalse();
    }
  }

  private static ByteBuf bytes(String text) {
    return Unpooled.copiedBuffer(text, US_ASCII);
  }

  /** Reads when it is told to. */
  @ChannelHandler.Sharable
  private static final class Slow extends ChannelInboundHandlerAdapter {
    final BlockingQueue<QuicStreamChannel> streams = new LinkedBlockingQueue<>();
    final BlockingQueue<Integer> lengths = new LinkedBlockingQueue<>();

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
      ctx.channel().config().setAutoRead(false);
      streams.add((QuicStreamChannel) ctx.channel());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      ByteBuf buffer = (ByteBuf) message;
      lengths.add(buffer.readableBytes());
      buffer.release();
    }
  }

  private static final class FrameCollector extends ChannelInboundHandlerAdapter {
    private final BlockingQueue<QuicStreamFrame> frames;

    FrameCollector(BlockingQueue<QuicStreamFrame> frames) {
      this.frames = frames;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      frames.add((QuicStreamFrame) message);
    }
  }
}
