package org.tquic.shell.config;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;
import org.tquic.api.TquicException;

/**
 * What the bundles of a framework declare by Metatype, each under its name: the persistent identity
 * of its configuration, which may be written without {@value #OURS}.
 */
final class DeclaredSettings {
  private static final String OURS = "org.tquic.";

  private final Map<String, ObjectClassDefinition> byPid = new TreeMap<>();

  /** Reads the declarations of all bundles that are there now. */
  DeclaredSettings(BundleContext bundles, MetaTypeService metatype) {
    for (Bundle bundle : bundles.getBundles()) {
      MetaTypeInformation information = metatype.getMetaTypeInformation(bundle);
      if (information != null) {
        for (String pid : information.getPids()) {
          ObjectClassDefinition declaration = information.getObjectClassDefinition(pid, null);
          if (declaration != null) {
            byPid.put(pid, declaration);
          }
        }
      }
    }
  }

  /** All names, sorted. */
  List<String> names() {
    return byPid.keySet().stream().map(DeclaredSettings::name).toList();
  }

  static String name(String pid) {
    return pid.startsWith(OURS) ? pid.substring(OURS.length()) : pid;
  }

  /**
   * The persistent identity with this name.
   *
   * @throws TquicException when nothing is configured by it
   */
  String pid(String name) {
    for (String pid : List.of(OURS + name, name)) {
      if (byPid.containsKey(pid)) {
        return pid;
      }
    }
    throw new TquicException(
        "Nothing is configured by the name " + name + ".",
        "known: " + (byPid.isEmpty() ? "none" : String.join(", ", names())));
  }

  /** What is declared of a persistent identity that {@link #pid} gave. */
  ObjectClassDefinition declaration(String pid) {
    return byPid.get(pid);
  }

  /** Its settings, in the order of their declaration. */
  List<AttributeDefinition> attributes(String pid) {
    AttributeDefinition[] all = byPid.get(pid).getAttributeDefinitions(ObjectClassDefinition.ALL);
    return all == null ? List.of() : List.of(all);
  }

  /**
   * One setting.
   *
   * @throws TquicException when there is none of this key
   */
  AttributeDefinition attribute(String pid, String key) {
    List<AttributeDefinition> attributes = attributes(pid);
    return attributes.stream()
        .filter(attribute -> attribute.getID().equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                new TquicException(
                    name(pid) + " has no setting " + key + ".",
                    "known: "
                        + String.join(
                            ", ", attributes.stream().map(AttributeDefinition::getID).toList())));
  }
}
