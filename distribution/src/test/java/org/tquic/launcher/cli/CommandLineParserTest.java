package org.tquic.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tquic.launcher.LaunchException;

class CommandLineParserTest {
  private static Arguments parse(String line) throws LaunchException {
    List<String> words = List.of(line.split(" "));
    return CommandLineParser.parse(
        Commands.named(words.getFirst()).orElseThrow(), words.subList(1, words.size()));
  }

  @Test
  void valuesFollowTheirOptionInEitherForm() throws LaunchException {
    Arguments arguments =
        parse("router --state /tmp/s --wan eth0 --wan=usb0 --no-firewall --route default");
    assertThat(arguments.value("state")).contains("/tmp/s");
    assertThat(arguments.list("wan")).containsExactly("eth0", "usb0");
    assertThat(arguments.has("no-firewall")).isTrue();
    assertThat(arguments.has("engine")).isFalse();
    assertThat(arguments.value("route")).contains("default");
  }

  @Test
  void theConsolesCommandMayHaveOptionsOfItsOwn() throws LaunchException {
    Arguments arguments = parse("console --state /tmp/s felix:lb -s --state");
    assertThat(arguments.value("state")).contains("/tmp/s");
    assertThat(arguments.operands()).containsExactly("felix:lb", "-s", "--state");
    assertThat(parse("console -- --help").operands()).containsExactly("--help");
  }

  @Test
  void helpNeedsNothingElseToBeRight() throws LaunchException {
    assertThat(parse("router --help --nonsense").help()).isTrue();
    assertThat(parse("pair -h").help()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "server --port 4433         | unknown option \"--port\"",
        "server --lisen 0.0.0.0:1   | did you mean --listen?",
        "server -x                  | unknown option \"-x\"",
        "simulate --seed -1         | \"-1\" is no such number; expected a whole number",
        "server extra               | unexpected argument \"extra\"",
        "server --listen            | --listen ADDR:PORT needs a value: an IP address and a port",
        "server --state --no-firewall | --state DIR needs a value: a folder",
        "server --no-firewall=yes   | --no-firewall takes no value, got \"--no-firewall=yes\"",
        "server --listen 4433       | \"4433\" has no port 1 to 65535",
        "server --listen a.b:4433   | \"a.b:4433\" does not begin with an IP address; expected",
        "server --listen 1.2.3.4:0  | has no port 1 to 65535",
        "server --listen ::1:4433   | has no port 1 to 65535 after its last colon",
        "server --pool 10.77.0.0    | has no prefix length 0 to 32 after a slash",
        "server --pool 10.77.0.1/16 | has bits set beyond its prefix length",
        "server --pool 10.77.0.0/33 | has no prefix length 0 to 32",
        "server --pool fd00::/129   | has no prefix length 0 to 128",
        "server --pool ten/8        | does not begin with an IP address",
        "router --route all         | \"all\" does not begin with an IP address",
        "router --wan eth0/1        | \"eth0/1\" cannot be the name of an interface",
        "router --wan a,b           | cannot be the name of an interface",
        "router --scheduler Best!   | \"Best!\" cannot be an id",
        "router --engine quiche --engine quiche | --engine is given twice",
        "router --code a\u0007b     | \"a?b\" cannot be a pairing code",
        "pair --address host        | \"host\" has no port 1 to 65535",
        "pair --address -x:1        | does not begin with a host's name or address",
        "pair --name a.b            | cannot be a router's name",
        "status now                 | unexpected argument \"now\"",
      })
  void whatIsWrongIsNamedWithItsValue(String line, String message) {
    assertThatThrownBy(() -> parse(line.strip()))
        .isInstanceOfSatisfying(
            LaunchException.class,
            e -> {
              assertThat(e.status()).isEqualTo(LaunchException.WRONG_USAGE);
              assertThat(e.remedy()).contains("--help");
            })
        .hasMessageContaining(message.strip())
        .hasMessageStartingWith("tquic " + line.split(" ")[0] + ": ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "server --listen [::]:4433",
        "server --listen [2001:db8::1]:65535",
        "server --listen 192.0.2.1:1",
        "server --pool 10.0.0.0/8 --pool fd00::/64",
        "pair --address vpn.example.org:4433",
        "pair --address [2001:db8::1]:4433 --name home-1",
        "router --route 0.0.0.0/0 --route ::/0",
        "router --wan enx0a1b2c3d4e5f --scheduler my-plugin-2",
      })
  void whatIsRightIsTaken(String line) throws LaunchException {
    assertThat(parse(line).values()).isNotEmpty();
  }

  @Test
  void noHelpIsWiderThanEightyColumns() {
    assertThat(HelpText.overview("1").lines()).allMatch(line -> line.length() <= 80);
    for (CommandSpec command : Commands.all()) {
      String help = HelpText.of(command);
      assertThat(help.lines()).allMatch(line -> line.length() <= 80);
      command.options().forEach(option -> assertThat(help).contains(option.usage()));
    }
  }
}
