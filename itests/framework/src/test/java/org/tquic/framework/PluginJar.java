package org.tquic.framework;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Jars as a third party's build would make them. */
final class PluginJar {
  private static final String MANIFEST =
      """
      Manifest-Version: 1.0
      Bundle-ManifestVersion: 2
      Bundle-SymbolicName: org.example.pinned
      Bundle-Version: %d.0.0
      Import-Package: org.tquic.spi;version="[0.1,1)",org.tquic.spi.scheduler;version="[0.1,1)"
      Require-Capability: osgi.extender;filter:="(osgi.extender=osgi.component)"
      Service-Component: OSGI-INF/scheduler.xml
      """;

  private static final String COMPONENT =
      """
      <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="org.example.pinned">
        <property name="tquic.scheduler" value="pinned"/>
        <service><provide interface="org.tquic.spi.scheduler.PathSchedulerFactory"/></service>
        <implementation class="org.example.pinned.Pinned"/>
      </scr:component>
      """;

  private static final String NEEDY =
      """
      Manifest-Version: 1.0
      Bundle-ManifestVersion: 2
      Bundle-SymbolicName: org.example.needy
      Bundle-Version: 1.0.0
      Import-Package: org.example.nowhere
      """;

  private PluginJar() {}

  /**
   * Compiles this version of the scheduler {@code pinned} and puts it into place in one step, as a
   * careful operator would.
   */
  static void drop(Path target, int version) throws IOException {
    Map<String, byte[]> content =
        new TreeMap<>(SpiCompiler.compile("/plugin/v" + version + "/Pinned.java"));
    content.put("OSGI-INF/scheduler.xml", COMPONENT.getBytes(StandardCharsets.UTF_8));
    drop(target, MANIFEST.formatted(version), content);
  }

  /** The same with a bundle that wants a package which nobody has. */
  static void dropNeedy(Path target) throws IOException {
    drop(target, NEEDY, Map.of());
  }

  private static void drop(Path target, String manifest, Map<String, byte[]> content)
      throws IOException {
    Path unfinished = target.getParent().resolveSibling(target.getFileName() + ".part");
    Files.write(unfinished, jar(manifest, content));
    Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
  }

  private static byte[] jar(String manifest, Map<String, byte[]> content) throws IOException {
    Manifest parsed = new Manifest();
    try (InputStream text = new ByteArrayInputStream(manifest.getBytes(StandardCharsets.UTF_8))) {
      parsed.read(text);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes, parsed)) {
      for (Map.Entry<String, byte[]> file : content.entrySet()) {
        jar.putNextEntry(new JarEntry(file.getKey()));
        jar.write(file.getValue());
        jar.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
