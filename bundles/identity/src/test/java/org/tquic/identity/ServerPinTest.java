package org.tquic.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerPinTest {
  @TempDir Path root;

  private static ServerPin pin(String address) {
    return new ServerPin(ServerAddress.parse(address), TestCertificates.key(1), "phone");
  }

  @Test
  void anUnpairedRouterHasNone() {
    assertThat(ServerPin.load(root.resolve("state"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"vpn.example.org:4433", "203.0.113.1:1", "[2001:db8::1]:65535"})
  void isKeptInAPrivateFile(String address) throws Exception {
    Path state = root.resolve("state");
    pin(address).save(state);
    assertThat(ServerPin.load(state)).contains(pin(address));
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(state.resolve("server.properties"))))
        .isEqualTo("rw-------");
  }

  @Test
  void aNewPairingTakesThePlaceOfTheOld() {
    pin("a.example:1").save(root);
    pin("b.example:2").save(root);
    assertThat(ServerPin.load(root)).contains(pin("b.example:2"));
  }

  @Test
  void aServerThatMovedKeepsItsKey() {
    ServerAddress other = ServerAddress.parse("b.example:2");
    assertThat(pin("a.example:1").at(other)).isEqualTo(pin("b.example:2"));
  }

  @ParameterizedTest
  @CsvSource({
    "host=.*, host=",
    "host=.*, host=a b",
    "host=.*, x=y",
    "port=.*, port=0",
    "port=.*, port=65536",
    "port=.*, port=x",
    "fingerprint=.*, fingerprint=x",
    "name=.*, name=../x",
    "name=.*, x=y"
  })
  void aMalformedFileIsRefused(String from, String to) throws Exception {
    pin("a.example:1").save(root);
    Path file = root.resolve("server.properties");
    Files.writeString(file, Files.readString(file).replaceFirst(from, to));
    StateFileException e =
        catchThrowableOfType(StateFileException.class, () -> ServerPin.load(root));
    assertThat(e.kind()).isEqualTo(StateFileException.Kind.CORRUPT);
    assertThat(e.file()).isEqualTo(file.toRealPath());
    assertThat(e.remedy()).isNotBlank();
  }

  @Test
  void aFileThatOthersWriteIsRefused() throws Exception {
    pin("a.example:1").save(root);
    Files.setPosixFilePermissions(
        root.resolve("server.properties"), PosixFilePermissions.fromString("rw-rw-r--"));
    assertThatThrownBy(() -> ServerPin.load(root))
        .isInstanceOfSatisfying(
            StateFileException.class,
            e -> assertThat(e.kind()).isEqualTo(StateFileException.Kind.EXPOSED));
  }
}
