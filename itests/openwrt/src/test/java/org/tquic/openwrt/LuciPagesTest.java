package org.tquic.openwrt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tquic.api.bond.PathReason;
import org.tquic.api.bond.PathState;

/** LuCI's pages: that they fit what they refer to, and how they behave in a browser. */
class LuciPagesTest {
  private static final Path LUCI =
      Path.of("../../openwrt/luci/luci-app-tquic").toAbsolutePath().normalize();
  private static final Path RESOURCES = LUCI.resolve("htdocs/luci-static/resources");
  private static final Path PAGES_TEST = Path.of("src/test/pages").toAbsolutePath();
  private static final Path BROWSER_TEST = Path.of("src/test/browser").toAbsolutePath();

  @TempDir Path folder;

  private static String run(Path directory, List<String> command) throws Exception {
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      assumeTrue(false, command.getFirst() + " is not installed");
      throw e;
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  @Test
  void theMenuLeadsToPagesThatExist() throws Exception {
    Path menu = LUCI.resolve("root/usr/share/luci/menu.d/luci-app-tquic.json");
    String pages = run(LUCI, List.of("jq", "-r", ".[].action.path // empty", menu.toString()));
    assertThat(pages.lines()).hasSize(4);
    assertThat(pages.lines())
        .allMatch(page -> Files.exists(RESOURCES.resolve("view/" + page + ".js")));
  }

  @Test
  void everyMethodIsGrantedEitherForReadingOrForWriting() throws Exception {
    OpenWrtRoot root = new OpenWrtRoot(folder);
    String methods = root.sh("$TQUIC_ROOT/usr/libexec/rpcd/tquic list | jq -rS 'keys[]'").good();
    Path acl = LUCI.resolve("root/usr/share/rpcd/acl.d/luci-app-tquic.json");
    String granted =
        run(
            LUCI,
            List.of(
                "jq",
                "-r",
                ".[] | (.read.ubus.tquic + .write.ubus.tquic) | sort | .[]",
                acl.toString()));
    assertThat(granted).isEqualTo(methods);
  }

  @Test
  void scriptsAreReadable() throws Exception {
    // LuCI wraps each file into a function: it ends with a `return` of its class.
    String check = "new Function(require('fs').readFileSync(process.argv[1], 'utf8'))";
    try (Stream<Path> files = Files.walk(RESOURCES)) {
      List<Path> scripts = files.filter(file -> file.toString().endsWith(".js")).toList();
      assertThat(scripts).hasSize(7);
      for (Path script : scripts) {
        assertThat(run(LUCI, List.of("node", "-e", check, script.toString()))).isEmpty();
      }
    }
  }

  /** Takes Node.js alone: its folder has a document and a LuCI of its own. */
  @Test
  void pagesBehave() throws Exception {
    String output =
        run(
            PAGES_TEST,
            List.of(
                "node",
                "pages.mjs",
                LUCI.resolve("htdocs").toString(),
                names(PathState.values()),
                names(PathReason.values())));
    assertThat(output.lines()).hasSizeGreaterThan(20).allMatch(line -> line.startsWith("ok "));
  }

  private static String names(Enum<?>[] values) {
    return Arrays.stream(values).map(Enum::name).collect(Collectors.joining(","));
  }

  /** Takes LuCI's source tree, named by the variable LUCI_SOURCE, Chromium, and playwright-core. */
  @Test
  void pagesBehaveInABrowser() throws Exception {
    String luci = System.getenv("LUCI_SOURCE");
    assumeTrue(luci != null, "LUCI_SOURCE does not name LuCI's source tree");
    assumeTrue(
        Files.isDirectory(BROWSER_TEST.resolve("node_modules/playwright-core")),
        "playwright-core is not installed: npm install --prefix " + BROWSER_TEST);
    String chromium = "/usr/bin/chromium";
    assumeTrue(Files.isExecutable(Path.of(chromium)), chromium + " is not installed");
    String output =
        run(
            BROWSER_TEST,
            List.of("node", "pages.mjs", luci, LUCI.resolve("htdocs").toString(), chromium));
    assertThat(output.lines()).hasSizeGreaterThan(10).allMatch(line -> line.startsWith("ok "));
  }
}
