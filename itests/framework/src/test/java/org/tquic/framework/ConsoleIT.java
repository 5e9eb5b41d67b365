package org.tquic.framework;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertThrows;

import java.util.List;
import org.apache.felix.service.command.CommandProcessor;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.tquic.api.TquicException;

/** The console's commands answer, also where no role runs. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class ConsoleIT {
  private static final List<String> COMMANDS =
      List.of(
          "capture",
          "config",
          "congestion",
          "congestions",
          "discover",
          "doctor",
          "examine",
          "help",
          "link-disable",
          "link-enable",
          "link-metered",
          "link-quota",
          "link-quota-day",
          "link-tier",
          "link-used",
          "links",
          "metrics",
          "paths",
          "record",
          "scheduler",
          "schedulers",
          "stats",
          "status");

  private Console console;

  @Configuration
  public Option[] container() {
    return DistributionBundles.with("console");
  }

  @Before
  public void open() throws InterruptedException {
    console = new Console(Await.service(CommandProcessor.class));
  }

  @After
  public void close() {
    console.close();
  }

  @Test
  public void helpNamesEveryCommandIn80Columns() throws Exception {
    String help = console.run("tquic:help");
    for (String command : COMMANDS) {
      assertThat(help, containsString(command));
      assertThat(console.run("tquic:help " + command), containsString("tquic:" + command));
    }
    assertThat(help.lines().mapToInt(String::length).max().orElseThrow() <= 80, is(true));
  }

  @Test
  public void linksAreListedAsTableAndAsJson() throws Exception {
    assertThat(console.run("tquic:links"), containsString("lo"));
    assertThat(console.run("tquic:links --json"), containsString("\"name\": \"lo\""));
  }

  @Test
  public void frameworkCommandsWorkInTheSameConsole() throws Exception {
    assertThat(console.run("felix:lb"), containsString("TQUIC Bond: minrtt scheduler"));
  }

  @Test
  public void commandsThatNeedARoleSayWhatIsMissingAndWhatToDo() {
    for (String command : List.of("status", "paths", "stats", "schedulers", "scheduler minrtt")) {
      TquicException error =
          assertThrows(command, TquicException.class, () -> console.run("tquic:" + command));
      assertThat(error.getMessage(), containsString("No role"));
      assertThat(error.remedy(), containsString("felix:lb"));
    }
  }

  @Test
  public void parametersOfPluginsAreShownAndChanged() throws Exception {
    assertThat(console.run("tquic:config"), containsString("congestion.copa"));
    assertThat(console.run("tquic:config congestion.copa"), containsString("delta = 0.5"));
    console.run("tquic:config congestion.copa delta 0.2");
    try {
      assertThat(console.run("tquic:config org.tquic.congestion.copa"), containsString("= 0.2"));
    } finally {
      console.run("tquic:config congestion.copa delta default");
    }
    assertThat(console.run("tquic:config congestion.copa"), containsString("delta = 0.5"));
  }

  @Test
  public void parametersThatCannotBeAreRefusedWithTheReason() throws Exception {
    TquicException value =
        assertThrows(
            TquicException.class, () -> console.run("tquic:config congestion.copa delta 7"));
    assertThat(value.getMessage(), containsString("delta is \"7\": greater than maximum"));
    assertThat(console.run("tquic:config congestion.copa"), containsString("delta = 0.5"));
    TquicException key =
        assertThrows(
            TquicException.class, () -> console.run("tquic:config congestion.copa gamma 1"));
    assertThat(key.remedy(), containsString("delta"));
    TquicException name =
        assertThrows(TquicException.class, () -> console.run("tquic:config congestion.nosuch"));
    assertThat(name.remedy(), containsString("congestion.copa"));
  }

  @Test
  public void unknownLinkIsNamedWithTheLinksThatExist() {
    TquicException error =
        assertThrows(TquicException.class, () -> console.run("tquic:link-disable nowhere0"));
    assertThat(error.getMessage(), containsString("nowhere0"));
    assertThat(error.remedy(), containsString("lo"));
  }
}
