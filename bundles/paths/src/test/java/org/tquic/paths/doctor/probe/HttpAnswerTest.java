package org.tquic.paths.doctor.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class HttpAnswerTest {
  private static Optional<HttpAnswer> parse(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return HttpAnswer.parse(bytes, bytes.length);
  }

  @Test
  void aRedirectTellsWhereTo() {
    assertThat(parse("HTTP/1.1 302 Found\r\nServer: x\r\nlocation:  http://login/?a=1\r\n\r\n"))
        .get()
        .extracting(HttpAnswer::text)
        .isEqualTo("HTTP 302, redirect to http://login/?a=1");
    assertThat(parse("HTTP/1.0 200 OK\r\n\r\n<html>").orElseThrow().text()).isEqualTo("HTTP 200");
  }

  @Test
  void otherProtocolsAreNotTakenForIt() {
    assertThat(parse("SSH-2.0-OpenSSH\r\n")).isEmpty();
    assertThat(parse("HTTP/1.1 9")).isEmpty();
    assertThat(parse("")).isEmpty();
  }

  @Test
  void nothingThatMovesACursorComesThrough() {
    assertThat(parse("HTTP/1.1 301 x\r\nLocation: http://a\u001b[2J\r\n").orElseThrow().location())
        .isEqualTo("http://a");
    String endless = "HTTP/1.1 301 x\r\nLocation: " + "a".repeat(100_000);
    assertThat(parse(endless).orElseThrow().location()).hasSize(HttpAnswer.MAX_LOCATION);
  }

  @Property
  void anythingIsReadOrNot(@ForAll @Size(max = 60) byte[] bytes) {
    byte[] forced = ("HTTP/1.1 200 \n").getBytes(StandardCharsets.US_ASCII);
    byte[] whole = new byte[forced.length + bytes.length];
    System.arraycopy(forced, 0, whole, 0, forced.length);
    System.arraycopy(bytes, 0, whole, forced.length, bytes.length);
    assertThat(HttpAnswer.parse(whole, whole.length)).isPresent();
    HttpAnswer.parse(bytes, bytes.length)
        .ifPresent(answer -> assertThat(answer.status()).isBetween(100, 599));
  }
}
