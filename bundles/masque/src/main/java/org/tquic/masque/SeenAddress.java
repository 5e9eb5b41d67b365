package org.tquic.masque;

import io.netty.handler.codec.quic.QuicChannel;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * From where a server sees a client's packets come, NATs in between included: a GET of {@link
 * #PATH}, whose answer is {@code ADDRESS:PORT}, an IPv6 address in brackets.
 */
public final class SeenAddress {
  /** Where to ask (RFC 8615). */
  public static final String PATH = "/.well-known/tquic/address";

  private static final Pattern TEXT =
      Pattern.compile("(?:\\[([0-9a-f:]{2,39})]|([0-9.]{7,15})):([0-9]{1,5})");
  private static final int MAX_PORT = 65_535;

  private SeenAddress() {}

  /** Answers a request for the path. */
  public static void answer(HttpRequestInfo request, Responder responder) {
    if (!request.method().equals("GET")) {
      responder.problem(405, "about:blank", "only GET is of use here");
    } else if (request.channel().remoteSocketAddress() instanceof InetSocketAddress seen) {
      responder.respond(200, Map.of("content-type", "text/plain"), encode(seen));
    } else {
      responder.problem(503, "unavailable", "the connection is on its way out");
    }
  }

  static byte[] encode(InetSocketAddress seen) {
    InetAddress address = seen.getAddress();
    String host = address.getHostAddress().replaceFirst("%.*", "");
    String text = address instanceof Inet6Address ? "[" + host + "]" : host;
    return (text + ":" + seen.getPort()).getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Asks. Fails with a {@link MasqueException}, also where the server does not know the question.
   *
   * @param channel whose pipeline is {@link MasqueClient}'s
   */
  public static Future<InetSocketAddress> ask(QuicChannel channel, String authority) {
    Promise<InetSocketAddress> promise = channel.eventLoop().newPromise();
    new MasqueClient()
        .request(channel, "GET", authority, PATH, Map.of(), new byte[0])
        .addListener(
            (Future<HttpReply> answered) -> {
              if (!answered.isSuccess()) {
                promise.tryFailure(answered.cause());
                return;
              }
              try {
                promise.trySuccess(decode(answered.getNow()));
              } catch (MasqueException e) {
                promise.tryFailure(e);
              }
            });
    return promise;
  }

  static InetSocketAddress decode(HttpReply reply) throws MasqueException {
    if (reply.status() != 200) {
      throw Replies.refusal(reply.status(), reply.headers(), reply.body());
    }
    Matcher text = TEXT.matcher(new String(reply.body(), StandardCharsets.US_ASCII));
    if (text.matches() && Integer.parseInt(text.group(3)) <= MAX_PORT) {
      try {
        String host = text.group(1) == null ? text.group(2) : text.group(1);
        return new InetSocketAddress(InetAddress.ofLiteral(host), Integer.parseInt(text.group(3)));
      } catch (IllegalArgumentException e) {
        throw malformed(e);
      }
    }
    throw malformed(null);
  }

  private static MasqueException malformed(Throwable cause) {
    return new MasqueException(
        MasqueException.Kind.PROTOCOL, "the answer is no address and port", cause);
  }
}
