package org.tquic.shell.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tquic.api.TquicException;

class SocketFileTest {
  @TempDir Path folder;

  @Test
  void onlyTheOwnerMayConnectAndNothingElseIsLeftBehind() throws IOException {
    Path path = folder.resolve("console.sock");
    try (SocketFile socket = SocketFile.listen(path)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rw-------");
      assertThat(folder).isDirectoryNotContaining(file -> !file.equals(path));
      try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path));
          SocketChannel server = socket.accept()) {
        assertThat(client.isConnected()).isTrue();
        assertThat(server.isConnected()).isTrue();
      }
    }
    assertThat(path).doesNotExist();
  }

  @Test
  void aSocketThatNobodyServesIsReplaced() throws IOException {
    Path path = folder.resolve("console.sock");
    try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      dead.bind(UnixDomainSocketAddress.of(path));
    }
    assertThat(path).exists();
    try (SocketFile socket = SocketFile.listen(path);
        SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      assertThat(client.isConnected()).isTrue();
      assertThat(socket).isNotNull();
    }
  }

  @Test
  void aSocketThatIsServedIsLeftAlone() throws IOException {
    Path path = folder.resolve("console.sock");
    try (SocketFile socket = SocketFile.listen(path)) {
      assertThat(socket).isNotNull();
      assertThatThrownBy(() -> SocketFile.listen(path))
          .isInstanceOf(TquicException.class)
          .hasMessageContaining("Another process serves the console at " + path);
      try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
        assertThat(client.isConnected()).isTrue();
      }
    }
  }

  @Test
  void closingDoesNotRemoveASuccessorsSocket() throws IOException {
    Path path = folder.resolve("console.sock");
    SocketFile first = SocketFile.listen(path);
    Files.delete(path);
    try (SocketFile second = SocketFile.listen(path)) {
      assertThat(second).isNotNull();
      first.close();
      assertThat(path).exists();
    }
  }

  @Test
  void aPathTooLongForASocketIsNamed() {
    Path path = folder.resolve("x".repeat(120)).resolve("console.sock");
    assertThatThrownBy(() -> SocketFile.listen(path))
        .isInstanceOf(TquicException.class)
        .hasMessageContaining("at most 107");
  }
}
