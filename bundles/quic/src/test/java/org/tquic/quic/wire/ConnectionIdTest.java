package org.tquic.quic.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ConnectionIdTest {
  private static final byte[] BYTES = {9, 1, 2, 3, 9};

  @Test
  void equalBytesAreEqualIds() {
    ConnectionId id = ConnectionId.of(BYTES, 1, 3);
    assertThat(id).isEqualTo(ConnectionId.of(new byte[] {1, 2, 3})).hasToString("010203");
    assertThat(id).hasSameHashCodeAs(ConnectionId.of(new byte[] {1, 2, 3}));
    assertThat(id).isNotEqualTo(ConnectionId.of(BYTES, 1, 2));
    assertThat(id.matches(BYTES, 1, 3)).isTrue();
    assertThat(id.matches(BYTES, 1, 2)).isFalse();
    assertThat(id.matches(BYTES, 0, 3)).isFalse();
  }

  @Test
  void theBytesAreItsOwn() {
    byte[] source = {1, 2};
    ConnectionId id = ConnectionId.of(source);
    source[0] = 7;
    id.toBytes()[0] = 7;
    assertThat(id).hasToString("0102");
  }

  @Test
  void twentyBytesAreTheMost() {
    assertThat(ConnectionId.of(new byte[20]).length()).isEqualTo(20);
    assertThat(ConnectionId.of(new byte[0])).isSameAs(ConnectionId.EMPTY);
    assertThatThrownBy(() -> ConnectionId.of(new byte[21]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
