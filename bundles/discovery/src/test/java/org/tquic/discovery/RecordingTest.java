package org.tquic.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tquic.linux.Namespace;
import org.tquic.linux.netlink.IpPrefix;

class RecordingTest {
  @TempDir Path folder;

  private final Scrubber scrubber = new Scrubber(new byte[32]);

  @ParameterizedTest
  @ValueSource(strings = {"phone-rndis", "soc-dsa-vlan", "modem-qmi", "wifi-client"})
  void whatIsRecordedFromARecordingIsThatRecording(String machine) throws Exception {
    MachineRecording recording = RecordedMachine.load(machine);
    RecordedMachine.plant(recording, folder);
    MachineRecording again =
        new MachineRecorder(RecordedMachine.kernel(recording), folder).record();
    assertThat(RecordingText.write(again)).isEqualTo(RecordingText.write(recording));
  }

  @Test
  void textComesBackAsItWas() {
    MachineRecording odd =
        new MachineRecording(
            Map.of("a", "one\ntwo\\n = three", "b", ""),
            Map.of("c", "../d"),
            List.of(),
            List.of(),
            List.of());
    assertThat(RecordingText.read(RecordingText.write(odd))).isEqualTo(odd);
    assertThatThrownBy(() -> RecordingText.read("link index=x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("link index=x");
  }

  @Test
  void aScrubbedMachineHasTheSameLinksAndNobodysNumbers() throws Exception {
    MachineRecording recording = RecordedMachine.load("phone-rndis");
    MachineRecording scrubbed = scrubber.scrub(recording);
    String text = RecordingText.write(scrubbed);
    assertThat(text)
        .doesNotContain("R58M000001")
        .doesNotContain("6a:11:22:33:44:55")
        .doesNotContain("192.168.42.17")
        .contains("18d1")
        .contains("name=usb0");
    RecordedMachine.plant(scrubbed, folder);
    SysfsDevices devices = new SysfsDevices(folder);
    DeviceFacts device = devices.look(scrubbed.links().getFirst());
    assertThat(device.driver()).isEqualTo("rndis_host");
    assertThat(device.usb().unit()).startsWith("18d1:");
    IpPrefix own = scrubbed.addresses().getFirst().local();
    InetAddress gateway = scrubbed.routes().getFirst().gateway();
    assertThat(own.contains(gateway)).as("the gateway is still on the link").isTrue();
    assertThat(own.toString()).startsWith("192.168.");
  }

  @Test
  void namesMadeOfAddressesAreScrubbedToo() {
    MachineRecording recording =
        RecordingText.read(
            """
            sysfs class/net/enx0c5b8f279a64 -> ../../devices/virtual/net/enx0c5b8f279a64
            link index=3 name=enx0c5b8f279a64 type=1 address=0c:5b:8f:27:9a:64
            """);
    String text = RecordingText.write(scrubber.scrub(recording));
    assertThat(text).doesNotContain("0c5b8f279a64").contains("name=enx");
    String name = text.replaceAll("(?s).*name=(enx\\w+).*", "$1");
    assertThat(text).contains("class/net/" + name);
  }

  @Test
  void aMachineOfTheLabIsRecordedAndReplayed() throws Exception {
    try (Namespace lab = Namespace.open()) {
      lab.ip("link add wan1 type veth peer name gw1");
      lab.ip("link set gw1 up");
      lab.ip("link set wan1 up");
      lab.ip("address add 192.0.2.2/24 dev wan1");
      lab.ip("address add 2001:db8::2/64 dev wan1 nodad");
      lab.ip("route add default via 192.0.2.1 dev wan1 metric 100");
      MachineRecording live =
          lab.call(
              () -> {
                try (KernelNetlink kernel = new KernelNetlink()) {
                  return new MachineRecorder(kernel, Files.createDirectories(folder)).record();
                }
              });
      MachineRecording replayed = RecordingText.read(RecordingText.write(live));
      assertThat(replayed.links()).isEqualTo(live.links());
      assertThat(replayed.addresses()).isEqualTo(live.addresses());
      LinkTable table = new LinkTable();
      table.resync(replayed.links(), replayed.addresses(), replayed.routes());
      assertThat(table.links(Set.of()))
          .anyMatch(link -> link.link().name().equals("wan1") && link.leadsOut());
    }
  }
}
