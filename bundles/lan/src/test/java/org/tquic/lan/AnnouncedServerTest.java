package org.tquic.lan;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tquic.api.lan.LanServer;
import org.tquic.api.lan.ServerAnnouncement;

class AnnouncedServerTest {
  private static final String KEY = "j28s-uMl9Bs-asoQfGZ1Kw1Ya75z7yXWcMZvfxNZvqY";
  private static final List<InetAddress> HERE = List.of(InetAddress.ofLiteral("192.0.2.1"));
  private static final Map<String, String> TXT =
      AnnouncedServer.txt(new ServerAnnouncement("den", 4433, KEY, "0.1.0", false));

  private static boolean believed(
      String name, List<InetAddress> addresses, int port, Map<String, String> txt) {
    return AnnouncedServer.heard(name, addresses, port, txt::get, "lan0").isPresent();
  }

  private static Map<String, String> with(String key, String value) {
    Map<String, String> txt = new HashMap<>(TXT);
    txt.put(key, value);
    return txt;
  }

  @Test
  void whatIsAnnouncedIsHeard() {
    assertThat(AnnouncedServer.heard("den", HERE, 4433, TXT::get, "lan0"))
        .contains(new LanServer("den", HERE, 4433, KEY, "0.1.0", "lan0"));
    assertThat(believed("Zoé's server (2)", HERE, 1, TXT)).isTrue();
    assertThat(believed("den", HERE, 1, Map.of("key", KEY))).as("without a version").isTrue();
  }

  @Test
  void theShortKeyIsTheBeginningOfTheKeyInHexadecimal() {
    LanServer zeros = new LanServer("den", HERE, 1, "A".repeat(43), "", "lan0");
    assertThat(zeros.shortFingerprint()).isEqualTo("0000-0000-0000-0000");
    LanServer other = new LanServer("den", HERE, 1, "_-4A" + "A".repeat(39), "", "lan0");
    assertThat(other.shortFingerprint()).isEqualTo("ffee-0000-0000-0000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\u001b[2J", "a\nb", "\u202eevil", "a\u0007", "a\u0000b"})
  void namesThatDoMoreThanNameAreDropped(String name) {
    assertThat(believed(name, HERE, 4433, TXT)).isFalse();
  }

  @Test
  void whatIsTooMuchOrMakesNoSenseIsDropped() {
    assertThat(believed("x".repeat(64), HERE, 4433, TXT)).isFalse();
    assertThat(believed("den", List.of(), 4433, TXT)).isFalse();
    assertThat(believed("den", Collections.nCopies(9, HERE.getFirst()), 4433, TXT)).isFalse();
    assertThat(believed("den", HERE, 0, TXT)).isFalse();
    assertThat(believed("den", HERE, 70_000, TXT)).isFalse();
    assertThat(believed("den", HERE, 4433, Map.of())).isFalse();
    assertThat(believed("den", HERE, 4433, with("key", KEY + "A"))).isFalse();
    assertThat(believed("den", HERE, 4433, with("key", "\u001b".repeat(43)))).isFalse();
    assertThat(believed("den", HERE, 4433, with("v", "1".repeat(33)))).isFalse();
    for (String address : List.of("127.0.0.1", "::1", "0.0.0.0", "224.0.0.251", "ff02::fb")) {
      assertThat(believed("den", List.of(InetAddress.ofLiteral(address)), 4433, TXT))
          .as(address)
          .isFalse();
    }
  }

  @Property
  void nothingThatIsBelievedHasControlCharacters(
      @ForAll String name, @ForAll String key, @ForAll String version) {
    AnnouncedServer.heard(name, HERE, 4433, Map.of("key", key, "v", version)::get, "lan0")
        .ifPresent(
            server ->
                assertThat(server.name() + server.fingerprint() + server.version())
                    .doesNotMatch("(?s).*[\\p{Cntrl}\\p{Cf}].*"));
  }
}
