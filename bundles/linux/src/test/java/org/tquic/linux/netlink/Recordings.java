package org.tquic.linux.netlink;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;

/** What {@link NetlinkRecorder} recorded. */
final class Recordings {
  static final List<String> ALL =
      List.of("links", "addresses", "routes4", "routes6", "rules4", "rules6", "refused", "changes");

  private Recordings() {}

  static byte[] bytes(String name) {
    try (InputStream in = Recordings.class.getResourceAsStream(name + ".bin")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<NetlinkFrame> frames(String name) {
    return NetlinkCodec.parse(ByteBuffer.wrap(bytes(name)));
  }

  static <T extends NetlinkMessage> List<T> messages(String name, Class<T> type) {
    return frames(name).stream()
        .map(NetlinkFrame::message)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }
}
