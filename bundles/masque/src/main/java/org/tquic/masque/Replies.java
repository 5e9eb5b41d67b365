package org.tquic.masque;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http3.DefaultHttp3DataFrame;
import io.netty.handler.codec.http3.DefaultHttp3HeadersFrame;
import io.netty.handler.codec.http3.Http3Headers;
import io.netty.handler.codec.http3.Http3HeadersFrame;
import io.netty.handler.codec.quic.QuicStreamChannel;
import java.util.Map;

/** Answers, read and written. */
final class Replies {
  private Replies() {}

  /** The status code of an answer. */
  static int status(Http3Headers headers) throws MasqueException {
    String text = Fields.text(headers.status());
    if (!text.matches("[1-9][0-9]{2}")) {
      throw new MasqueException(
          MasqueException.Kind.PROTOCOL, "an answer with status '" + text + "'", null);
    }
    return Integer.parseInt(text);
  }

  /** Sends a whole answer and ends the stream's output. */
  static void send(QuicStreamChannel stream, int status, Map<String, String> headers, byte[] body) {
    Http3HeadersFrame frame = headers(status, headers);
    frame.headers().setInt("content-length", body.length);
    ChannelFuture written;
    if (body.length == 0) {
      written = stream.writeAndFlush(frame);
    } else {
      stream.write(frame);
      written = stream.writeAndFlush(new DefaultHttp3DataFrame(Unpooled.wrappedBuffer(body)));
    }
    written.addListener(QuicStreamChannel.SHUTDOWN_OUTPUT);
  }

  /** Sends a problem document (RFC 9457). */
  static void problem(QuicStreamChannel stream, int status, String type, String detail) {
    send(
        stream,
        status,
        Map.of(Fields.CONTENT_TYPE, ProblemDocument.MEDIA_TYPE),
        new ProblemDocument(type, detail).toBytes(status));
  }

  static Http3HeadersFrame headers(int status, Map<String, String> fields) {
    Http3HeadersFrame frame = new DefaultHttp3HeadersFrame();
    frame.headers().status(Integer.toString(status));
    Fields.addAll(frame.headers(), fields);
    return frame;
  }

  /** The failure that a refusing answer means. */
  static MasqueException refusal(int status, Map<String, String> headers, byte[] body) {
    ProblemDocument problem =
        headers.getOrDefault(Fields.CONTENT_TYPE, "").startsWith(ProblemDocument.MEDIA_TYPE)
            ? ProblemDocument.parse(body)
            : ProblemDocument.NONE;
    String why = problem.detail().isEmpty() ? "" : ": " + problem.detail();
    return new MasqueException(
        "the server answered " + status + why, status, problem.type(), problem.detail());
  }
}
