package org.tquic.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tquic.api.TquicException;
import org.tquic.api.link.LinkInfo;
import org.tquic.api.link.LinkPolicy;
import org.tquic.api.link.LinkRole;

/** What discovery remembers of links from one run to the next. */
@Timeout(60)
class LinkMemoryTest {
  @TempDir Path folder;
  private final List<LinkDiscovery> open = new ArrayList<>();
  private Path memory;
  private int runs;

  @BeforeEach
  void place() {
    memory = folder.resolve("state").resolve("links");
  }

  @AfterEach
  void close() {
    open.forEach(LinkDiscovery::close);
  }

  /** A run on a machine as it was recorded. */
  private LinkDiscovery run(String machine) throws Exception {
    close();
    Path sysfs = Files.createDirectory(folder.resolve("sys" + ++runs));
    MachineRecording recording = RecordedMachine.load(machine);
    RecordedMachine.plant(recording, sysfs);
    return run(RecordedMachine.kernel(recording), sysfs);
  }

  private LinkDiscovery run(FakeKernel kernel, Path sysfs) {
    LinkDiscovery discovery = new LinkDiscovery(kernel, sysfs, Optional.of(memory), new Journal());
    open.add(discovery);
    return discovery;
  }

  private static LinkInfo link(LinkDiscovery discovery, String name) {
    return discovery.links().stream()
        .filter(link -> link.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aPhoneIsTheSameLinkUnderAnotherNameAndAtAnotherPort() throws Exception {
    LinkDiscovery first = run("phone-rndis");
    String id = link(first, "usb0").id();
    first.disable("usb0");
    first.metered("usb0", Optional.of(false));
    first.tier("usb0", Optional.of(2));
    first.quota("usb0", Optional.of(20_000_000_000L));
    first.quotaDay("usb0", Optional.of(15));
    LinkInfo again = link(run("phone-rndis-again"), "usb1");
    assertThat(again.id()).isEqualTo(id);
    assertThat(again.alias()).isEqualTo("usb0");
    assertThat(again.role()).isEqualTo(LinkRole.DISABLED);
    assertThat(again.metered()).isFalse();
    assertThat(again.tier()).isEqualTo(2);
    assertThat(again.quota().limitBytes()).isEqualTo(20_000_000_000L);
    assertThat(again.quota().resetDay()).isEqualTo(15);
    LinkInfo elsewhere = link(run("phone-rndis-elsewhere"), "usb1");
    assertThat(elsewhere.id()).isEqualTo(id);
    assertThat(elsewhere.role()).isEqualTo(LinkRole.DISABLED);
  }

  @Test
  void theSettingsSayOfWhichTierALinkIsOfWhichNobodySpoke() throws Exception {
    LinkPolicy third = LinkPolicy.NONE.withTier(Optional.of(3));
    LinkDiscovery first = run("phone-rndis");
    assertThat(link(first, "usb0").tier()).isEqualTo(LinkInfo.FIRST_TIER);
    first.usual(Map.of("usb0", third));
    assertThat(link(first, "usb0").tier()).isEqualTo(3);
    first.tier("usb0", Optional.of(1));
    assertThat(link(first, "usb0").tier()).isEqualTo(1);
    first.tier("usb0", Optional.empty());
    assertThat(link(first, "usb0").tier()).isEqualTo(3);
    assertThatThrownBy(() -> first.tier("usb0", Optional.of(10)))
        .isInstanceOf(TquicException.class)
        .hasMessage("there is no tier 10");
    assertThatThrownBy(() -> first.tier("usb9", Optional.of(2)))
        .isInstanceOf(TquicException.class)
        .hasMessageContaining("usb9");
    // Meant under its new name, too.
    LinkDiscovery again = run("phone-rndis-again");
    again.usual(Map.of("usb0", third));
    assertThat(link(again, "usb1").tier()).isEqualTo(3);
  }

  @Test
  void whatTheSettingsSayNoMoreIsTakenBack() throws Exception {
    LinkDiscovery discovery = run("phone-rndis");
    LinkInfo before = link(discovery, "usb0");
    LinkPolicy all =
        new LinkPolicy(
            Optional.of(false),
            Optional.of(false),
            Optional.of(2),
            Optional.of(20_000_000_000L),
            Optional.of(15));
    discovery.usual(Map.of("usb0", all));
    LinkInfo said = link(discovery, "usb0");
    assertThat(said.role()).isEqualTo(LinkRole.DISABLED);
    assertThat(said.roleReason()).isEqualTo("switched off in the settings");
    assertThat(said.metered()).isNotEqualTo(before.metered());
    assertThat(said.tier()).isEqualTo(2);
    assertThat(said.quota().limitBytes()).isEqualTo(20_000_000_000L);
    assertThat(said.quota().resetDay()).isEqualTo(15);

    discovery.usual(Map.of("usb0", LinkPolicy.NONE.withTier(Optional.of(2))));
    assertThat(link(discovery, "usb0").tier()).isEqualTo(2);
    assertThat(link(discovery, "usb0").role()).isEqualTo(before.role());
    discovery.usual(Map.of());
    assertThat(link(discovery, "usb0")).isEqualTo(before);
  }

  @Test
  void theOperatorsWordCountsMoreThanTheSettings() throws Exception {
    LinkDiscovery discovery = run("phone-rndis");
    discovery.usual(Map.of("usb0", LinkPolicy.NONE.withBonded(Optional.of(false))));
    discovery.enable("usb0");
    assertThat(link(discovery, "usb0").roleReason()).isEqualTo("switched on by the operator");
    discovery.usual(Map.of("usb0", LinkPolicy.NONE.withBonded(Optional.of(true))));
    discovery.disable("usb0");
    assertThat(link(discovery, "usb0").roleReason()).isEqualTo("switched off by the operator");
    discovery.enable("usb0");
    assertThat(link(discovery, "usb0").roleReason()).isEqualTo("switched on in the settings");
  }

  @Test
  void anotherPhoneAtThePortBeginsWithItsSettingsAndGoesItsOwnWay() throws Exception {
    LinkDiscovery first = run("phone-rndis");
    String id = link(first, "usb0").id();
    first.disable("usb0");
    LinkDiscovery second = run("phone-other");
    LinkInfo other = link(second, "usb0");
    assertThat(other.id()).isNotEqualTo(id);
    assertThat(other.role()).isEqualTo(LinkRole.DISABLED);
    second.enable("usb0");
    assertThat(link(run("phone-other"), "usb0").role()).isEqualTo(LinkRole.WAN);
    assertThat(link(run("phone-rndis"), "usb0").role()).isEqualTo(LinkRole.DISABLED);
  }

  @Test
  void aNameThatTheOperatorUsedCountsMoreThanTheCard() throws Exception {
    LinkDiscovery first = run("pci-and-pppoe");
    first.disable("enp3s0");
    MachineRecording recording = RecordedMachine.load("pci-and-pppoe");
    Path sysfs = Files.createDirectory(folder.resolve("moved"));
    close();
    FakeKernel kernel = RecordedMachine.kernel(recording);
    // The name is another card's now, of which sysfs shows nothing.
    kernel.links.put(2, Messages.link(2, "enp3s0", Messages.FIT));
    assertThat(link(run(kernel, sysfs), "enp3s0").role()).isEqualTo(LinkRole.DISABLED);
  }

  @Test
  void aRenamedCardKeepsItsSettingsWhileNobodyElseHasItsName() throws Exception {
    LinkDiscovery first = run("pci-and-pppoe");
    first.disable("enp3s0");
    String id = link(first, "enp3s0").id();
    MachineRecording recording = RecordedMachine.load("pci-and-pppoe");
    Path sysfs = Files.createDirectory(folder.resolve("renamed"));
    RecordedMachine.plant(recording, sysfs);
    Files.move(sysfs.resolve("class/net/enp3s0"), sysfs.resolve("class/net/wan"));
    close();
    FakeKernel kernel = RecordedMachine.kernel(recording);
    kernel.links.put(
        2,
        RecordingText.read("link index=2 name=wan flags=69699 type=1 address=00:1b:21:0a:0b:0c")
            .links()
            .getFirst());
    LinkDiscovery second = run(kernel, sysfs);
    assertThat(link(second, "wan").id()).isEqualTo(id);
    assertThat(link(second, "wan").alias()).isEqualTo("enp3s0");
    assertThat(link(second, "wan").role()).isEqualTo(LinkRole.DISABLED);
  }

  @Test
  void theSameNamesAtANewStartAreNoNewWord() throws Exception {
    LinkDiscovery first = run("soc-dsa-vlan");
    first.restrictTo(List.of("wan", "wan.7"));
    first.disable("wan");
    LinkDiscovery second = run("soc-dsa-vlan");
    second.restrictTo(List.of("wan.7", "wan"));
    assertThat(link(second, "wan").role()).isEqualTo(LinkRole.DISABLED);
    second.restrictTo(List.of("wan"));
    assertThat(link(second, "wan").role()).isEqualTo(LinkRole.WAN);
  }

  @Test
  void aPhoneThatWasNamedInTheSettingsIsMeantUnderItsNewName() throws Exception {
    run("phone-rndis");
    LinkDiscovery again = run("phone-rndis-again");
    again.restrictTo(List.of("usb0"));
    assertThat(link(again, "usb1").roleReason()).isEqualTo("named by the operator");
  }

  @Test
  void aDamagedFileIsSetAsideAndLinksWork() throws Exception {
    Files.createDirectories(memory.getParent());
    Files.writeString(memory, "link id=x alias=\nwhat is this\n");
    LinkDiscovery first = run("phone-rndis");
    assertThat(link(first, "usb0").role()).isEqualTo(LinkRole.WAN);
    assertThat(memory.resolveSibling("links.damaged")).content().contains("what is this");
    first.close();
    assertThat(memory).content().contains(" alias=usb0");
    assertThat(Files.getPosixFilePermissions(memory))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void aFileOfAnEarlierReleaseIsRead() throws Exception {
    LinkDiscovery first = run("phone-rndis");
    first.tier("usb0", Optional.of(2));
    first.close();
    String written = Files.readString(memory);
    assertThat(written).contains(" tier=2");
    Files.writeString(memory, written.replace(" tier=2", " bond=none tier=2"));
    assertThat(link(run("phone-rndis"), "usb0").tier()).isEqualTo(2);
    assertThat(memory.resolveSibling("links.damaged")).doesNotExist();
  }

  @Test
  void theMemoryIsBoundedAndKeepsWhatWasSaid() {
    KnownLinks known = new KnownLinks();
    KnownLink said =
        KnownLink.first(LinkIdentity.named("said0"), "said0")
            .use(ServiceBoardTest.wan(true), LinkPolicy.NONE.withMetered(Optional.of(true)));
    known.keep(said, Set.of());
    for (int i = 0; i < 3 * KnownLinks.LIMIT; i++) {
      known.keep(KnownLink.first(LinkIdentity.named("x" + i), "x" + i), Set.of());
    }
    assertThat(known.all()).hasSize(KnownLinks.LIMIT).contains(said);
  }
}
