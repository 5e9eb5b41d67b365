package org.tquic.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The bundle asks for packages that the Bouncy Castle bundles of this version really offer. */
class BundleManifestTest {
  private static final Pattern IMPORT =
      Pattern.compile("(org\\.bouncycastle[a-z0-9.]*);version=\"\\[([0-9.]+),2\\)\"");

  private static List<Manifest> manifests() throws Exception {
    List<Manifest> manifests = new ArrayList<>();
    for (URL url :
        Collections.list(
            BundleManifestTest.class.getClassLoader().getResources("META-INF/MANIFEST.MF"))) {
      try (InputStream in = url.openStream()) {
        manifests.add(new Manifest(in));
      }
    }
    return manifests;
  }

  private static String header(Manifest manifest, String name) {
    String value = manifest.getMainAttributes().getValue(name);
    return value == null ? "" : value;
  }

  @Test
  void bouncyCastleIsImportedAsItIsExported() throws Exception {
    Manifest own =
        manifests().stream()
            .filter(m -> header(m, "Bundle-SymbolicName").equals("org.tquic.identity"))
            .findFirst()
            .orElseThrow();
    String exports =
        String.join(
            "\n",
            manifests().stream()
                .filter(m -> header(m, "Bundle-SymbolicName").startsWith("bc"))
                .map(m -> "," + header(m, "Export-Package"))
                .toList());
    Matcher imports = IMPORT.matcher(header(own, "Import-Package"));
    int found = 0;
    while (imports.find()) {
      found++;
      assertThat(exports)
          .containsPattern(
              "," + Pattern.quote(imports.group(1)) + ";[^,]*version=\"?" + imports.group(2));
    }
    assertThat(found).isEqualTo(header(own, "Import-Package").split("org.bouncycastle").length - 1);
    assertThat(found).isPositive();
  }

  @Test
  void nothingElseOfTheProjectIsNeeded() throws Exception {
    assertThat(manifests())
        .filteredOn(m -> header(m, "Bundle-SymbolicName").equals("org.tquic.identity"))
        .singleElement()
        .satisfies(
            m -> {
              assertThat(header(m, "Import-Package"))
                  .doesNotContain("org.tquic.")
                  .doesNotContain("io.netty");
              assertThat(header(m, "Export-Package")).contains("org.tquic.identity;");
            });
  }
}
