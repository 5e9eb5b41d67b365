package org.tquic.launcher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tquic.launcher.LaunchException;

class ConfigurationCheckTest {
  private static final String METATYPE =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.4.0">
        <OCD id="org.tquic.router" name="Router">
          <AD id="wans" type="String" cardinality="2147483647" required="false"/>
          <AD id="scheduler" type="String" default="weighted"/>
          <AD id="firewall" type="Boolean" default="true"/>
          <AD id="mtu" type="Integer" min="1280" max="9000"/>
          <AD id="tier" type="String"><Option label="a" value="prefer"/>
            <Option label="b" value="backup"/></AD>
        </OCD>
        <OCD id="link" name="Link"><AD id="weight" type="Double" min="0"/></OCD>
        <Designate pid="org.tquic.router"><Object ocdref="org.tquic.router"/></Designate>
        <Designate factoryPid="org.tquic.link"><Object ocdref="link"/></Designate>
      </metatype:MetaData>
      """;

  private ConfigurationCheck check;

  @BeforeEach
  void readSchema() throws IOException {
    check =
        new ConfigurationCheck(
            MetatypeSchema.of(new ByteArrayInputStream(METATYPE.getBytes(StandardCharsets.UTF_8))));
  }

  private void assertWrong(String file, String text, String message) {
    assertThatThrownBy(() -> check.check("/s/config/" + file, text.lines().toList()))
        .isInstanceOfSatisfying(
            LaunchException.class,
            e -> {
              assertThat(e.status()).isEqualTo(1);
              assertThat(e.remedy()).isNotEmpty();
            })
        .hasMessage("/s/config/" + file + message);
  }

  @Test
  void goodFilesPass() {
    assertThatCode(
            () -> {
              check.check(
                  "org.tquic.router.cfg",
                  List.of("wans = eth0, usb0", "firewall=false", "mtu=1400", "tier = backup"));
              check.check("org.tquic.link~wan1.cfg", List.of("weight = 2.5", "service.pid = x"));
              check.check("org.example.other.cfg", List.of("anything = goes"));
              check.check("org.tquic.router.cfg", List.of());
            })
        .doesNotThrowAnyException();
  }

  @Test
  void unknownKeysAreNamedWithTheirLine() {
    assertWrong(
        "org.tquic.router.cfg",
        "# mine\n\nscheduller = minrtt",
        ", line 3: scheduller is no setting; did you mean scheduler?; known: wans, scheduler,"
            + " firewall, mtu, tier.");
  }

  @Test
  void valuesOfTheWrongFormAreNamedWithWhatWasExpected() {
    assertWrong(
        "org.tquic.router.cfg",
        "firewall = yes",
        ", line 1: firewall is \"yes\", expected true or false.");
    assertWrong(
        "org.tquic.router.cfg",
        "mtu = 1000",
        ", line 1: mtu is \"1000\", expected a whole number from 1280 to 9000.");
    assertWrong(
        "org.tquic.router.cfg",
        "mtu = big",
        ", line 1: mtu is \"big\", expected a whole number from 1280 to 9000.");
    assertWrong(
        "org.tquic.router.cfg",
        "tier = first",
        ", line 1: tier is \"first\", expected one of prefer, backup.");
    assertWrong(
        "org.tquic.link~wan1.cfg",
        "weight = -1",
        ", line 1: weight is \"-1\", expected a number from 0.");
  }

  @Test
  void aSettingMadeTwiceIsRefused() {
    assertWrong(
        "org.tquic.router.cfg",
        "mtu = 1400\nmtu = 1500",
        ", line 2: mtu is set in line 1 already.");
  }

  @Test
  void aFileThatConfiguresNothingIsNamed() {
    assertWrong(
        "org.tquic.ruter.cfg",
        "mtu = 1400",
        ": nothing is configured by this name; did you mean org.tquic.router?; known:"
            + " org.tquic.link, org.tquic.router.");
  }

  @Test
  void filesThatAreNoTextAreNamed(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("org.example.cfg");
    Files.write(file, new byte[] {'a', '=', (byte) 0xff, (byte) 0xfe});
    assertThatThrownBy(() -> ConfigurationCheck.run(folder, List.of()))
        .isInstanceOf(LaunchException.class)
        .hasMessage(file + ": this is not UTF-8 text.");
  }
}
