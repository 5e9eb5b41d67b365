package org.tquic.openwrt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tquic.openwrt.FakeConsole.Answer;

/**
 * The ubus object, called as rpcd calls its plug-ins
 * (https://openwrt.org/docs/techref/rpcd#plugin_executables).
 */
class RpcdTest {
  private static final String PLUGIN = "$TQUIC_ROOT/usr/libexec/rpcd/tquic ";

  @TempDir Path folder;
  private OpenWrtRoot root;
  private FakeConsole console;

  @BeforeEach
  void layOut() {
    root = new OpenWrtRoot(folder);
    root.uci("set tquic.bond.enabled=1");
  }

  @AfterEach
  void close() {
    if (console != null) {
      console.close();
    }
  }

  private FakeConsole role() {
    console = new FakeConsole(root.path("etc/tquic/console.sock"));
    return console;
  }

  /** What an expression of jq finds in the answer, which has to be JSON. */
  private String call(String method, String arguments, String expression) {
    return root.sh(PLUGIN + "call " + method + " | jq -r '" + expression + "'", arguments + "\n")
        .good()
        .strip();
  }

  private String error(String method, String arguments) {
    return call(method, arguments, ".error");
  }

  @Test
  void theMethodsAreListedWithTheTypesOfTheirArguments() {
    assertThat(root.sh(PLUGIN + "list | jq -rS 'keys | join(\" \")'").good())
        .isEqualTo("choices doctor links pair paths set status\n");
    assertThat(
            root.sh(PLUGIN + "list | jq -c '[.set.tier, .set.enabled, .pair.code]|map(type)'")
                .good())
        .isEqualTo("[\"number\",\"boolean\",\"string\"]\n");
  }

  @Test
  void theRolesDocumentsComeThroughAsTheyAre() {
    role()
        .answer("status --json", "{\n  \"role\": \"router\",\n  \"bonds\": []\n}\n")
        .answer("links --json", "[\n  {\"name\": \"wan1\"}\n]\n")
        .answer("paths --json", "[]\n")
        .answer("paths --history --json", "[{\"link\": \"wan1\"}]\n");
    assertThat(call("status", "{}", "[.running, .status.role]|@csv")).isEqualTo("true,\"router\"");
    assertThat(call("links", "{}", ".links[0].name")).isEqualTo("wan1");
    assertThat(call("paths", "{}", ".paths|length")).isEqualTo("0");
    assertThat(call("paths", "{\"history\": true}", ".paths[0].link")).isEqualTo("wan1");
  }

  @Test
  void withoutARoleTheStatusSaysWhatItSaidLast() {
    root.write("log", "tquic: the code was used before \"x\"\nkernel: else\n");
    assertThat(call("status", "{}", "[.running, .enabled, .paired]|@csv"))
        .isEqualTo("false,true,false");
    assertThat(call("status", "{}", ".log|join(\"|\")"))
        .isEqualTo("tquic: the code was used before \"x\"");
    assertThat(error("links", "{}")).contains("no role runs");
  }

  @Test
  void whatTheRoleRefusesIsTold() {
    role().answer("links --json", new Answer(1, "", "Link discovery is not running.\n"));
    assertThat(error("links", "{}")).isEqualTo("Link discovery is not running.");
  }

  @Test
  void choicesAreThePlugInsThatAreThere() {
    role()
        .answer("schedulers", "  aggregate\n* minrtt\n")
        .answer("congestions", "* bbr\n  cubic\n");
    assertThat(call("choices", "{}", "(.schedulers + .congestions)|join(\" \")"))
        .isEqualTo("aggregate minrtt bbr cubic");
  }

  @Test
  void changesReachTheConfigurationAndTheRole() {
    root.service("start").good();
    root.calls();
    assertThat(call("set", "{\"scheduler\": \"aggregate\", \"congestion\": \"cubic\"}", ".ok"))
        .isEqualTo("true");
    assertThat(root.calls()).contains("commit tquic", "procd keeps");
    assertThat(root.read("etc/tquic/config/org.tquic.router.cfg"))
        .contains("scheduler = aggregate\n", "congestion = cubic\n");
  }

  @Test
  void whatIsSetOfALinkReachesTheConfigurationAndTheRole() {
    root.interfaceUp("lte", "wwan0", 5, "10.72.0.1");
    assertThat(
            call(
                "set",
                "{\"link\": \"lte\", \"metered\": \"on\", \"tier\": 2, \"enabled\": false}",
                ".ok"))
        .isEqualTo("true");
    assertThat(root.sh("uci show tquic.lte").good())
        .contains("interface='lte'", "metered='on'", "tier='2'", "enabled='0'");
    assertThat(root.read("etc/tquic/config/org.tquic.router.cfg"))
        .contains("linkenabled = wwan0=off\n", "linkmetered = wwan0=on\n", "linktier = wwan0=2\n");
  }

  @Test
  void aLinkMayHaveTheNameOfTheBondsSection() {
    assertThat(call("set", "{\"link\": \"bond\", \"tier\": 2}", ".ok")).isEqualTo("true");
    assertThat(root.sh("uci show tquic.bond").good()).contains("tquic.bond=bond\n");
    assertThat(root.sh("uci show tquic.link_bond").good())
        .contains("tquic.link_bond=link\n", "interface='bond'", "tier='2'");
  }

  @Test
  void aQuotaReachesTheConfigurationAndTheRole() {
    root.interfaceUp("lte", "wwan0", 5, "10.72.0.1");
    String quota = "{\"link\": \"lte\", \"quota\": \"20G\", \"quota_day\": \"31\"}";
    assertThat(call("set", quota, ".ok")).isEqualTo("true");
    assertThat(root.sh("uci show tquic.lte").good()).contains("quota='20G'", "quota_day='31'");
    assertThat(root.read("etc/tquic/config/org.tquic.router.cfg"))
        .contains("linkquota = wwan0=20G\n", "linkquotaday = wwan0=31\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"scheduler\": \"minrtt; reboot\"}",
        "{\"scheduler\": \"MinRTT\"}",
        "{\"congestion\": \"$(reboot)\"}",
        "{\"link\": \"../x\", \"metered\": \"on\"}",
        "{\"link\": \"a.b\", \"metered\": \"on\"}",
        "{\"metered\": \"on\"}",
        "{\"link\": \"lte\", \"metered\": \"maybe\"}",
        "{\"link\": \"lte\", \"tier\": 0}",
        "{\"link\": \"lte\", \"tier\": \"1x\"}",
        "{\"link\": \"lte\", \"weight\": 1001}",
        "{\"link\": \"lte\", \"quota\": \"0G\"}",
        "{\"link\": \"lte\", \"quota\": \"20X\"}",
        "{\"link\": \"lte\", \"quota\": \"1.2.3G\"}",
        "{\"link\": \"lte\", \"quota\": \"0.1\"}",
        "{\"link\": \"lte\", \"quota\": \"1.2345G\"}",
        "{\"link\": \"lte\", \"quota\": \"1000000T\"}",
        "{\"link\": \"lte\", \"quota\": \"20G; reboot\"}",
        "{\"link\": \"lte\", \"quota_day\": \"32\"}",
        "{\"link\": \"lte\", \"quota_day\": \"0\"}",
        "{\"quota\": \"20G\"}",
        "{\"scheduler\": \"ecf\", \"link\": \"lte\", \"weight\": -1}",
        "{}",
        "[]",
        "no json"
      })
  void whatCannotBeMeantChangesNothing(String arguments) {
    String before = root.sh("uci show tquic").good();
    root.calls();
    assertThat(error("set", arguments)).isNotEqualTo("null").isNotEmpty();
    assertThat(root.sh("uci show tquic").good()).isEqualTo(before);
    assertThat(root.calls()).isEmpty();
  }

  @Test
  void aCodePairsByANewStart() {
    root.uci("set tquic.bond.server=203.0.113.7:443");
    assertThat(call("pair", "{\"code\": \"tquic1:AQID_-x\"}", ".ok")).isEqualTo("true");
    assertThat(root.read("procd")).contains("TQUIC_CODE=tquic1:AQID_-x");
    assertThat(root.read("etc/tquic/config/org.tquic.router.cfg"))
        .as("the code says where the server is")
        .contains("server = \n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "tquic1:", "tquic1:a b", "tquic1:a'b", "http://x", "tquic1:$(x)"})
  void whatIsNoCodeIsRefused(String code) {
    assertThat(error("pair", "{\"code\": \"" + code + "\"}")).contains("no pairing code");
    assertThat(root.read("procd")).isEmpty();
  }

  @Test
  void theDoctorsStepsComeAsTheyAreDone() {
    String step = "{\n  \"link\": \"wan1\",\n  \"step\": \"carrier\"\n}\n";
    role().answer("examine", step + step.replace("carrier", "route") + "{\n  \"links\": []\n}\n");
    String running = call("doctor", "{\"action\": \"start\"}", ".running");
    while (running.equals("true")) {
      running = call("doctor", "{\"action\": \"poll\"}", ".running");
    }
    assertThat(call("doctor", "{\"action\": \"poll\"}", "[.events[].step]|join(\" \")"))
        .isEqualTo("carrier route");
    assertThat(call("doctor", "{\"action\": \"poll\"}", ".events[2].links|length")).isEqualTo("0");
  }

  @Test
  void aStepThatIsNotCompleteYetIsNotShown() {
    root.write("var/run/tquic/doctor/events", "{\n  \"step\": \"a\"\n}\n{\n  \"step\":");
    assertThat(call("doctor", "{\"action\": \"poll\"}", ".events|length")).isEqualTo("1");
  }

  @Test
  void theDoctorDoesWithoutARole() {
    root.write(
        "usr/bin/tquic", "#!/bin/sh\necho \"{\"\necho '\"links\": [\"'\"$*\"'\"]'\necho \"}\"\n");
    assertThat(root.path("usr/bin/tquic").toFile().setExecutable(true)).isTrue();
    String answer = call("doctor", "{\"action\": \"start\"}", ".running");
    while (answer.equals("true")) {
      answer = call("doctor", "{\"action\": \"poll\"}", ".running");
    }
    assertThat(call("doctor", "{\"action\": \"poll\"}", ".events[0].links[0]"))
        .startsWith("doctor --state ")
        .endsWith(" --json");
    assertThat(error("doctor", "{\"action\": \"x\"}")).isEqualTo("action is start or poll");
  }
}
