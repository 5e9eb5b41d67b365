package org.tquic.masque;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http3.Http3Exception;
import io.netty.handler.codec.http3.Http3RequestStreamInboundHandler;
import io.netty.handler.codec.quic.QuicException;

/** A request stream's last handler, to which all errors are one. */
abstract class StreamHandler extends Http3RequestStreamInboundHandler {
  /**
   * The stream failed: the peer reset it, broke HTTP/3 (the codec has reset it then), or something
   * of ours threw.
   */
  abstract void failed(MasqueException failure);

  @Override
  public final void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    failed(
        switch (cause) {
          case MasqueException e -> e;
          case QuicException e ->
              new MasqueException(
                  MasqueException.Kind.CLOSED, "the peer closed the stream: " + e.getMessage(), e);
          case Http3Exception e ->
              new MasqueException(
                  MasqueException.Kind.PROTOCOL, "the peer broke HTTP/3: " + e.getMessage(), e);
          default ->
              new MasqueException(
                  MasqueException.Kind.CLOSED, "an error of this end: " + cause, cause);
        });
  }
}
