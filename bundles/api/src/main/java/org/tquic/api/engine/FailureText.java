package org.tquic.api.engine;

import java.net.InetSocketAddress;

/** How sentences about failures name things. */
final class FailureText {
  private FailureText() {}

  /** What a cause says, or at least what it is. */
  static String of(Throwable cause) {
    String message = cause.getMessage();
    return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
  }

  static String of(LinkBinding link) {
    return link.device().isEmpty() ? link.source().getHostAddress() : link.device();
  }

  static String of(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  static String over(LinkBinding link) {
    return " through " + of(link);
  }
}
