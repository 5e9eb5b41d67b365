package org.tquic.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tquic.lab.ExecResult;
import org.tquic.lab.JavaCommand;
import org.tquic.lab.Lab;
import org.tquic.lab.LabProcess;
import org.tquic.lab.Role;
import org.tquic.lab.StandardCase;
import org.tquic.lab.Wan;
import org.tquic.lab.WanFault;
import org.tquic.lab.WanSpec;
import org.tquic.lab.emulator.Direction;
import org.tquic.lab.json.Json;
import org.tquic.lab.strange.ForeignVersionHost;
import org.tquic.lab.strange.PortalHost;
import org.tquic.lab.traffic.TrafficHost;
import org.tquic.lab.traffic.Transfer;

/**
 * What the doctor says of links that are really broken, some at a time, while one is healthy: the
 * phone of case A, the worst of those that work.
 */
@NeedsLab
@EachEngine
class DoctorIT {
  /** What {@link #open} gets, too. */
  @Parameter String engine;

  private static final String STRANGER = "stranger";
  private static final String STRANGER_ADDRESS = "203.0.113.150";
  private static final String ECHO_PORT = "4444";
  private static final String FOREIGN_PORT = "4445";
  private static final String PORTAL_PORT = "8080";
  private static final int HEALTHY = 1;

  /** Below those that the kernel chooses by itself, which the role has. */
  private static final int FIRST_PORT = 10_000;

  /** More than an examination takes. */
  private static final int PORTS = 2_000;

  private static BondedLab bonded;
  private static int examinations;

  @BeforeParameterizedClassInvocation
  static void open(String engine) {
    List<WanSpec> wans = new ArrayList<>(StandardCase.A.wans());
    wans.add(WanSpec.of(40, 10));
    wans.add(WanSpec.of(40, 10));
    bonded = BondedLab.open(DoctorIT.class, engine, wans);
    examinations = 0;
    bonded.lab.addNode(STRANGER, 150);
    bonded.roles.role(STRANGER, "server").start(List.of()).awaitReady(0);
    stranger(TrafficHost.class, ECHO_PORT);
    stranger(ForeignVersionHost.class, FOREIGN_PORT);
    stranger(PortalHost.class, PORTAL_PORT);
  }

  private static void stranger(Class<?> main, String port) {
    LabProcess process =
        bonded.lab.spawn(STRANGER, main.getSimpleName(), JavaCommand.of(main, 32, port));
    process.awaitLine(0, "ready"::equals, BondedLab.PATIENCE);
  }

  @AfterParameterizedClassInvocation
  static void close() {
    if (bonded != null) {
      bonded.close();
    }
  }

  /** A way to break a link, and what has to come of it. */
  private enum Broken {
    UDP_DROPPED("udp-blocked", WanFault::dropUdp),
    UDP_REJECTED("refused", WanFault::rejectUdp),
    NARROW("mtu", (lab, wan) -> WanFault.narrow(lab, wan, 1100)),
    STRAY("wrong-link", (lab, wan) -> WanFault.strayAnswers(lab, wan, lab.wan(HEALTHY))),
    OTHER_KEY("tls", diverted("4433")),
    OTHER_SERVICE("version", diverted(ECHO_PORT)),
    OTHER_VERSION("version", diverted(FOREIGN_PORT)),
    NEW_PATHS_DROPPED("peer-validation", WanFault::dropNewPaths),
    PORTAL(
        "captive-portal",
        (lab, wan) -> WanFault.portal(lab, wan, STRANGER_ADDRESS + ":" + PORTAL_PORT)),
    LOSSY("lossy", (lab, wan) -> WanFault.lose(lab, wan, 0.2)),
    UNPLUGGED("no-carrier", WanFault::noCarrier),
    WITHOUT_ADDRESS("no-address", WanFault::noAddress),
    WITHOUT_ROUTE("no-route", WanFault::noRoute);

    private final String verdict;
    private final BiFunction<Lab, Wan, WanFault> fault;

    Broken(String verdict, BiFunction<Lab, Wan, WanFault> fault) {
      this.verdict = verdict;
      this.fault = fault;
    }

    private static BiFunction<Lab, Wan, WanFault> diverted(String port) {
      return (lab, wan) -> WanFault.divertUdp(lab, wan, STRANGER_ADDRESS + ":" + port);
    }

    /** quiche opens no further paths, so nothing is wrong with its link then. */
    String verdict(String engine) {
      return this == NEW_PATHS_DROPPED && engine.equals("quiche") ? "ok" : verdict;
    }
  }

  /** Three faults at a time, on the first, third and fourth link. */
  static Stream<Arguments> faults() {
    return Stream.of(
            List.of(Broken.UDP_DROPPED, Broken.UDP_REJECTED, Broken.NARROW),
            List.of(Broken.STRAY, Broken.OTHER_KEY, Broken.OTHER_SERVICE),
            List.of(Broken.NEW_PATHS_DROPPED, Broken.PORTAL, Broken.OTHER_VERSION),
            List.of(Broken.LOSSY, Broken.UNPLUGGED, Broken.WITHOUT_ADDRESS),
            List.of(Broken.WITHOUT_ROUTE))
        .map(Arguments::of);
  }

  private static List<Wan> breakable() {
    return bonded.lab.wans().stream().filter(wan -> !wan.equals(bonded.lab.wan(HEALTHY))).toList();
  }

  private static Map<String, String> verdicts(Json examination) {
    return examination.get("links").elements().stream()
        .collect(
            Collectors.toMap(link -> link.get("name").text(), link -> link.get("verdict").text()));
  }

  private static Json examine() {
    freshPorts();
    return Json.parse(bonded.router.tquic("doctor", "--json").require());
  }

  /**
   * A gateway remembers for minutes where a flow went. A port that an earlier examination had would
   * lead there still, whatever is diverted by now.
   */
  private static void freshPorts() {
    int first = FIRST_PORT + PORTS * examinations++;
    String range = "net.ipv4.ip_local_port_range=" + first + " " + (first + PORTS - 1);
    bonded.lab.run(Lab.ROUTER, "sysctl", "-qw", range);
  }

  private static boolean hasRunOutOfTime(Json examination) {
    return examination.get("links").elements().stream()
        .flatMap(link -> link.get("steps").elements().stream())
        .anyMatch(step -> step.get("detail").text().equals("no time left"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aBrokenLinkIsNamedWithWhatIsWrongAndTheOthersWork(List<Broken> broken) {
    List<WanFault> faults = new ArrayList<>();
    try {
      for (int i = 0; i < broken.size(); i++) {
        faults.add(broken.get(i).fault.apply(bonded.lab, breakable().get(i)));
      }
      Transfer meanwhile = bonded.traffic.sized(Direction.IN, 1, 200_000);
      Json examination = examine();
      Map<String, String> verdicts = verdicts(examination);
      for (int i = 0; i < broken.size(); i++) {
        assertThat(verdicts.get(breakable().get(i).name()))
            .as("%s in %s", broken.get(i), examination)
            .isEqualTo(broken.get(i).verdict(engine));
      }
      assertThat(verdicts.get(bonded.lab.wan(HEALTHY).name()))
          .as("%s", examination)
          .isEqualTo("ok");
      assertThat(hasRunOutOfTime(examination)).as("%s", examination).isFalse();
      assertThat(meanwhile.awaitEnd(BondedLab.PATIENCE)).isEqualTo(200_000);
      if (broken.contains(Broken.PORTAL)) {
        awaitPortal(breakable().get(broken.indexOf(Broken.PORTAL)));
      }
    } finally {
      faults.reversed().forEach(WanFault::close);
    }
  }

  @Test
  void anExaminationOfHealthyLinksDisturbsNoPath() {
    bonded.lab.wans().forEach(wan -> bonded.awaitActive(wan, true));
    List<String> before = activeSince();
    Json examination = examine();
    assertThat(verdicts(examination).values()).as("%s", examination).containsOnly("ok");
    assertThat(details(examination, "nat"))
        .as("each link is behind a gateway of its own")
        .allMatch(detail -> detail.matches("the server sees 203\\.0\\.113\\.\\d+; the NAT .*"))
        .doesNotHaveDuplicates();
    assertThat(activeSince()).isEqualTo(before);
  }

  /** The running role finds a portal by itself. */
  private static void awaitPortal(Wan wan) {
    bonded.router.awaitStatus(
        "a portal on " + wan.name(),
        status ->
            status.get("bonds").elements().getFirst().get("paths").elements().stream()
                .anyMatch(
                    path ->
                        path.get("link").text().equals(wan.name())
                            && path.get("detail").text().contains("portal.example/login")),
        BondedLab.PATIENCE);
  }

  /** What a step says of each link. */
  private static List<String> details(Json examination, String name) {
    return examination.get("links").elements().stream()
        .flatMap(link -> link.get("steps").elements().stream())
        .filter(step -> step.get("step").text().equals(name))
        .map(step -> step.get("detail").text())
        .toList();
  }

  /** Each active path with the time that it became so. */
  private static List<String> activeSince() {
    return bonded.router.status().get("bonds").elements().stream()
        .flatMap(bond -> bond.get("paths").elements().stream())
        .filter(path -> path.get("state").text().equals("ACTIVE"))
        .map(path -> path.get("link").text() + " " + path.get("sinceMillis").whole())
        .sorted()
        .toList();
  }

  @Test
  void withoutARoleItExaminesTheLinksOfThePairingAndLeavesNothing() {
    assertThat(bonded.router.terminate()).isZero();
    try {
      String rules = bonded.lab.run(Lab.ROUTER, "ip", "rule");
      freshPorts();
      ExecResult result = bonded.router.tquic("doctor", "--json", "--engine", engine);
      Json examination = Json.parse(result.require());
      assertThat(verdicts(examination))
          .as("%s", examination)
          .hasSize(4)
          .values()
          .containsOnly("ok");
      assertThat(bonded.lab.run(Lab.ROUTER, "ip", "rule")).isEqualTo(rules);
      assertThat(bonded.lab.run(Lab.ROUTER, "ip", "link")).doesNotContain("tquic");
    } finally {
      bonded.router.start(List.of());
      assertThat(Role.activeLinks(bonded.router.awaitReady(4))).hasSize(4);
    }
  }
}
