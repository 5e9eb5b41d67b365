package org.tquic.framework;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.tquic.spi.scheduler.PathSchedulerFactory;

/** A scheduler plug-in as a third party's build would make it. */
final class PluginJar {
  private static final String MANIFEST =
      """
      Manifest-Version: 1.0
      Bundle-ManifestVersion: 2
      Bundle-SymbolicName: org.example.pinned
      Bundle-Version: %s
      Import-Package: org.tquic.spi;version="[0.1,1)",org.tquic.spi.scheduler;version="[0.1,1)"
      Require-Capability: osgi.extender;filter:="(osgi.extender=osgi.component)"
      Service-Component: OSGI-INF/scheduler.xml
      """;

  private static final String COMPONENT =
      """
      <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="org.example.pinned">
        <property name="%s" value="pinned"/>
        <service><provide interface="%s"/></service>
        <implementation class="%s"/>
      </scr:component>
      """;

  private PluginJar() {}

  /** Puts the plug-in with this class into place in one step, as a careful operator would. */
  static void drop(Path target, String version, Class<? extends PathSchedulerFactory> type)
      throws IOException {
    Path unfinished = target.getParent().resolveSibling(target.getFileName() + ".part");
    Files.write(unfinished, bytes(version, type));
    Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
  }

  private static byte[] bytes(String version, Class<?> type) throws IOException {
    Manifest manifest = new Manifest();
    try (InputStream text = stream(MANIFEST.formatted(version))) {
      manifest.read(text);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
      add(
          jar,
          "OSGI-INF/scheduler.xml",
          stream(
              COMPONENT.formatted(
                  PathSchedulerFactory.PROPERTY,
                  PathSchedulerFactory.class.getName(),
                  type.getName())));
      String file = type.getName().replace('.', '/') + ".class";
      add(jar, file, type.getClassLoader().getResourceAsStream(file));
    }
    return bytes.toByteArray();
  }

  private static InputStream stream(String text) {
    return new java.io.ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void add(JarOutputStream jar, String name, InputStream content)
      throws IOException {
    try (content) {
      jar.putNextEntry(new JarEntry(name));
      content.transferTo(jar);
      jar.closeEntry();
    }
  }
}
