package org.tquic.framework;

import static org.hamcrest.CoreMatchers.hasItems;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.felix.service.command.CommandProcessor;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;
import org.tquic.api.doctor.Doctor;
import org.tquic.api.engine.QuicEngine;
import org.tquic.api.lan.LanBrowser;
import org.tquic.api.link.LinkDirectory;
import org.tquic.api.link.LinkRecorder;
import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.congestion.EngineController;
import org.tquic.spi.scheduler.PathSchedulerFactory;

/** The bundles that are shipped resolve and start in Felix, and offer what they should. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class BundlesIT {
  private static final Pattern PARAMETERS =
      Pattern.compile("org\\.tquic\\.(congestion|scheduler)\\..*");

  @Configuration
  public Option[] container() {
    return DistributionBundles.with("bundles");
  }

  @Test
  public void everyBundleIsActiveAndEveryFragmentResolved() throws Exception {
    TreeMap<String, String> wrong = new TreeMap<>();
    Set<String> shipped = shippedNames();
    Set<String> seen = new TreeSet<>();
    for (Bundle bundle : Probe.context().getBundles()) {
      boolean fragment = bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null;
      if (shipped.contains(bundle.getSymbolicName())) {
        seen.add(bundle.getSymbolicName());
        if (bundle.getState() != (fragment ? Bundle.RESOLVED : Bundle.ACTIVE)) {
          wrong.put(bundle.getSymbolicName(), "state " + bundle.getState());
        }
      }
    }
    assertThat(wrong, is(new TreeMap<>()));
    assertThat(seen, is(shipped));
    assertThat(
        shipped,
        hasItems(
            "org.tquic.gateway",
            "org.tquic.paths",
            "org.tquic.shell",
            "org.tquic.scheduler.minrtt"));
  }

  private static Set<String> shippedNames() throws Exception {
    Set<String> names = new TreeSet<>();
    for (Path jar : DistributionBundles.jars()) {
      names.add(
          DistributionBundles.manifest(jar).getValue("Bundle-SymbolicName").split(";")[0].strip());
    }
    return names;
  }

  @Test
  public void engineAndPluginsAreServices() throws Exception {
    Await.service(LanBrowser.class);
    Await.service(LinkRecorder.class);
    QuicEngine quiche = Await.service(QuicEngine.class, QuicEngine.PROPERTY, "quiche");
    Await.service(QuicEngine.class, QuicEngine.PROPERTY, "multipath");
    for (String id :
        List.of(
            "aggregate",
            "blest",
            "deadline",
            "ecf",
            "minrtt",
            "owd",
            "redundant",
            "roundrobin",
            "weighted")) {
      PathSchedulerFactory factory =
          Await.service(PathSchedulerFactory.class, PathSchedulerFactory.PROPERTY, id);
      assertThat(factory.id(), is(id));
    }
    for (String id : List.of("bbr", "cubic", "newreno")) {
      EngineController controller =
          Await.service(EngineController.class, EngineController.PROPERTY, id);
      assertThat(controller.engine(), is(quiche.id()));
      assertThat(quiche.congestionAlgorithms(), hasItems(controller.algorithm()));
    }
    for (String id :
        List.of(
            "auto",
            "balia",
            "bbr",
            "copa",
            "cubic",
            "ledbat",
            "lia",
            "newreno",
            "olia",
            "prague",
            "westwood")) {
      CongestionControllerFactory factory =
          Await.service(
              CongestionControllerFactory.class, CongestionControllerFactory.PROPERTY, id);
      assertThat(factory.id(), is(id));
    }
  }

  @Test
  public void linksDoctorAndConsoleAreServices() throws Exception {
    LinkDirectory links = Await.service(LinkDirectory.class);
    assertThat(links.links().stream().map(link -> link.name()).toList(), hasItems("lo"));
    Await.service(Doctor.class);
    Await.service(CommandProcessor.class);
    Path socket = Path.of(Probe.context().getProperty("tquic.state")).resolve("console.sock");
    assertThat("console socket", Files.exists(socket), is(true));
    assertThat(
        Files.getPosixFilePermissions(socket),
        is(java.nio.file.attribute.PosixFilePermissions.fromString("rw-------")));
  }

  /** A component that failed to activate leaves its bundle ACTIVE, so bundles are not enough. */
  @Test
  public void noComponentFailed() throws Exception {
    ServiceComponentRuntime runtime = Await.service(ServiceComponentRuntime.class);
    List<String> failed = new ArrayList<>();
    int described = 0;
    for (ComponentDescriptionDTO description : runtime.getComponentDescriptionDTOs()) {
      described++;
      for (ComponentConfigurationDTO configuration :
          runtime.getComponentConfigurationDTOs(description)) {
        if (configuration.state == ComponentConfigurationDTO.FAILED_ACTIVATION) {
          failed.add(description.name + ": " + configuration.failure);
        }
      }
    }
    assertThat(failed, is(List.of()));
    assertThat("components found", described > 8, is(true));
  }

  @Test
  public void settingsOfBothRolesAreDescribed() throws Exception {
    MetaTypeService metatype = Await.service(MetaTypeService.class);
    List<String> pids = new ArrayList<>();
    for (Bundle bundle : Probe.context().getBundles()) {
      MetaTypeInformation information = metatype.getMetaTypeInformation(bundle);
      if (information != null) {
        pids.addAll(Arrays.asList(information.getPids()));
      }
    }
    assertThat(pids, hasItems("org.tquic.router", "org.tquic.server"));
  }

  /** The table of docs/operations.md is what the plug-ins declare. */
  @Test
  public void parametersOfPluginsAreDocumentedAsTheyAreDeclared() throws Exception {
    MetaTypeService metatype = Await.service(MetaTypeService.class);
    Set<String> declared = new TreeSet<>();
    for (Bundle bundle : Probe.context().getBundles()) {
      MetaTypeInformation information = metatype.getMetaTypeInformation(bundle);
      if (information != null) {
        for (String pid : information.getPids()) {
          if (PARAMETERS.matcher(pid).matches()) {
            declared.addAll(rows(pid, information.getObjectClassDefinition(pid, null)));
          }
        }
      }
    }
    Path operations = Path.of(System.getProperty("tquic.docs"), "operations.md");
    Set<String> documented = new TreeSet<>();
    for (String line : Files.readAllLines(operations)) {
      if (line.startsWith("| `congestion.") || line.startsWith("| `scheduler.")) {
        documented.add(line);
      }
    }
    assertThat(documented, is(declared));
  }

  private static List<String> rows(String pid, ObjectClassDefinition declaration) {
    List<String> rows = new ArrayList<>();
    for (AttributeDefinition key : declaration.getAttributeDefinitions(ObjectClassDefinition.ALL)) {
      String[] values = key.getDefaultValue();
      String usual = values == null ? "" : String.join(", ", values);
      rows.add(
          "| `%s` | `%s` | %s | %s |"
              .formatted(
                  pid.substring("org.tquic.".length()),
                  key.getID(),
                  usual.isEmpty() ? "empty" : "`" + usual + "`",
                  key.getDescription()));
    }
    return rows;
  }

  /** Whoever drops a bundle into the plug-in folder needs the SPI at its declared version. */
  @Test
  public void pluginsAreWiredToTheSpiAndNothingElseOfTheProject() {
    for (ServiceReference<?> reference : references()) {
      Bundle plugin = reference.getBundle();
      var wiring = plugin.adapt(org.osgi.framework.wiring.BundleWiring.class);
      for (var wire : wiring.getRequiredWires("osgi.wiring.package")) {
        String name =
            String.valueOf(wire.getCapability().getAttributes().get("osgi.wiring.package"));
        if (name.startsWith("org.tquic.")) {
          assertThat(
              plugin.getSymbolicName() + " uses " + name,
              name.startsWith("org.tquic.spi"),
              is(true));
        }
      }
    }
  }

  private List<ServiceReference<?>> references() {
    try {
      List<ServiceReference<?>> references = new ArrayList<>();
      references.addAll(Probe.context().getServiceReferences(PathSchedulerFactory.class, null));
      references.addAll(Probe.context().getServiceReferences(EngineController.class, null));
      assertThat("plug-ins", references.size() >= 6, is(true));
      return references;
    } catch (org.osgi.framework.InvalidSyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
