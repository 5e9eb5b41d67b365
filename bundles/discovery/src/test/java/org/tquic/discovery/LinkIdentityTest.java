package org.tquic.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkIdentityTest {
  /** The kernel takes any name without white space, slashes and colons. */
  @ParameterizedTest
  @ValueSource(strings = {"wg0", "wan@x", "odd@", "@", "a=b"})
  void isReadAsItWasWrittenWhateverTheName(String name) {
    LinkIdentity identity = LinkIdentity.named(name);
    assertThat(LinkIdentity.parse(identity.text())).isEqualTo(identity);
  }

  @Test
  void hasAPlaceAndAUnit() {
    LinkIdentity phone = new LinkIdentity("pci0000:00/usb:1.2", "serial-0123456789ab:1.0");
    assertThat(LinkIdentity.parse(phone.text())).isEqualTo(phone);
    LinkIdentity anywhere = new LinkIdentity("", "mac-0123456789ab");
    assertThat(LinkIdentity.parse(anywhere.text())).isEqualTo(anywhere);
  }
}
