package org.tquic.quic.quiche;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.unix.Errors.NativeIoException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Watches a UDP socket's errors, of reading and of writing. It sits before the QUIC codec, which
 * itself is indifferent to them. A refused packet is to QUIC a lost one.
 */
final class SocketErrors extends ChannelDuplexHandler {
  private static final int EIO = -5;
  private static final int EMSGSIZE = -90;
  private static final long QUIET_NS = TimeUnit.SECONDS.toNanos(1);

  private final SegmentAllocator segments;
  private final Consumer<Throwable> report;
  private final ChannelFutureListener written = this::written;
  private String lastMessage;
  private long lastNs;

  /**
   * @param segments switched off when the kernel refuses a group of packets
   * @param report told of an error; of the same error at most once per second
   */
  SocketErrors(SegmentAllocator segments, Consumer<Throwable> report) {
    this.segments = segments;
    this.report = report;
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
    ctx.write(msg, promise.unvoid()).addListener(written);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    failed(cause);
  }

  private void written(ChannelFuture future) {
    if (!future.isSuccess()) {
      failed(future.cause());
    }
  }

  private void failed(Throwable cause) {
    if (cause instanceof NativeIoException io) {
      if (io.expectedErr() == EMSGSIZE) {
        // A probe above the link's MTU: path MTU discovery learns it from the missing answer.
        return;
      }
      if (io.expectedErr() == EIO && segments.isOn()) {
        segments.switchOff();
        return;
      }
    }
    String message = String.valueOf(cause.getMessage());
    long now = System.nanoTime();
    if (message.equals(lastMessage) && now - lastNs < QUIET_NS) {
      return;
    }
    lastMessage = message;
    lastNs = now;
    report.accept(cause);
  }
}
