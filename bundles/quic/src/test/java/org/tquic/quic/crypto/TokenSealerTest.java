package org.tquic.quic.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TokenSealerTest {
  private static final byte[] ADDRESS = {10, 0, 0, 1};

  private final SecureRandom random = new SecureRandom();
  private final TokenSealer sealer = new TokenSealer(random);

  @Property(tries = 100)
  void opensWhatItSealed(@ForAll @Size(max = 300) byte[] content, @ForAll byte[] bound) {
    byte[] token = sealer.seal(content, bound);

    assertThat(token).hasSize(content.length + TokenSealer.OVERHEAD);
    assertThat(sealer.open(token, 0, token.length, bound)).isEqualTo(content);
  }

  @Test
  void anotherAddressAnotherSealerAndAnyChangeAreRefused() {
    byte[] token = sealer.seal(new byte[] {1, 2, 3}, ADDRESS);

    assertThat(sealer.open(token, 0, token.length, new byte[] {10, 0, 0, 2})).isNull();
    assertThat(new TokenSealer(random).open(token, 0, token.length, ADDRESS)).isNull();
    for (int i = 0; i < token.length; i++) {
      byte[] changed = token.clone();
      changed[i] ^= 0x10;
      assertThat(sealer.open(changed, 0, changed.length, ADDRESS)).isNull();
    }
  }

  @Property(tries = 200)
  void garbageIsRefused(@ForAll @Size(max = 100) byte[] garbage) {
    assertThat(sealer.open(garbage, 0, garbage.length, ADDRESS)).isNull();
  }

  @Test
  void tokensOfOneContentDifferAndMayLieAnywhere() {
    byte[] content = {7};
    byte[] token = sealer.seal(content, ADDRESS);
    byte[] datagram = new byte[token.length + 9];
    System.arraycopy(token, 0, datagram, 4, token.length);

    assertThat(sealer.seal(content, ADDRESS)).isNotEqualTo(token);
    assertThat(sealer.open(datagram, 4, token.length, ADDRESS)).isEqualTo(content);
  }
}
