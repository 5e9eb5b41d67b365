package org.tquic.launcher.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * What the bundles' Metatype documents say about each PID: its keys and the form of their values.
 */
final class MetatypeSchema {
  /**
   * A key.
   *
   * @param type Metatype's name of the type: String, Long, Integer, Boolean, Double, ...
   * @param list whether several values are allowed, separated by commas
   * @param min least value, or null
   * @param max greatest value, or null
   * @param options the only values allowed, or none
   */
  record Attribute(String type, boolean list, String min, String max, List<String> options) {}

  private final Map<String, Map<String, Attribute>> pids = new HashMap<>();

  private MetatypeSchema() {}

  /** Reads the documents of all bundles. */
  static MetatypeSchema of(List<Path> bundles) throws IOException {
    MetatypeSchema schema = new MetatypeSchema();
    for (Path bundle : bundles) {
      try (JarFile jar = new JarFile(bundle.toFile(), false)) {
        for (JarEntry entry : jar.stream().toList()) {
          if (entry.getName().startsWith("OSGI-INF/metatype/")
              && entry.getName().endsWith(".xml")) {
            try (InputStream document = jar.getInputStream(entry)) {
              schema.read(document);
            } catch (SAXException | ParserConfigurationException e) {
              throw new IOException(bundle + ", " + entry.getName() + ": " + e.getMessage(), e);
            }
          }
        }
      }
    }
    return schema;
  }

  /** A document by itself. */
  static MetatypeSchema of(InputStream document) throws IOException {
    MetatypeSchema schema = new MetatypeSchema();
    try {
      schema.read(document);
    } catch (SAXException | ParserConfigurationException e) {
      throw new IOException(e);
    }
    return schema;
  }

  /** The keys of a PID or factory PID. */
  Optional<Map<String, Attribute>> keys(String pid) {
    return Optional.ofNullable(pids.get(pid));
  }

  /** All PIDs, sorted. */
  Collection<String> pids() {
    return new TreeSet<>(pids.keySet());
  }

  private void read(InputStream document)
      throws IOException, SAXException, ParserConfigurationException {
    Map<String, Map<String, Attribute>> classes = new HashMap<>();
    Map<String, String> designates = new LinkedHashMap<>();
    SAXParserFactory factory = SAXParserFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    factory
        .newSAXParser()
        .parse(
            document,
            new DefaultHandler() {
              private Map<String, Attribute> attributes = new LinkedHashMap<>();
              private List<String> options = new ArrayList<>();
              private String designated = "";

              @Override
              public void startElement(
                  String uri, String localName, String name, Attributes values) {
                switch (name.substring(name.indexOf(':') + 1)) {
                  case "OCD" -> {
                    attributes = new LinkedHashMap<>();
                    classes.put(values.getValue("id"), attributes);
                  }
                  case "AD" -> {
                    options = new ArrayList<>();
                    String cardinality = values.getValue("cardinality");
                    attributes.put(
                        values.getValue("id"),
                        new Attribute(
                            values.getValue("type"),
                            cardinality != null && !cardinality.equals("0"),
                            values.getValue("min"),
                            values.getValue("max"),
                            options));
                  }
                  case "Option" -> options.add(values.getValue("value"));
                  case "Designate" ->
                      designated =
                          Optional.ofNullable(values.getValue("factoryPid"))
                              .orElseGet(() -> values.getValue("pid"));
                  case "Object" -> designates.put(designated, values.getValue("ocdref"));
                  default -> {
                    // The rest is for people.
                  }
                }
              }
            });
    designates.forEach((pid, type) -> pids.put(pid, classes.getOrDefault(type, Map.of())));
  }
}
