package org.tquic.shell;

import java.nio.file.Path;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.tquic.api.TquicException;
import org.tquic.api.link.LinkRecorder;

/** The command that writes down what the links look like. */
@Component(
    service = RecordCommand.class,
    property = {"osgi.command.scope=tquic", "osgi.command.function=record"})
public final class RecordCommand {
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile LinkRecorder recorder;

  @Descriptor("writes down what the links look like, without serial numbers and addresses")
  public String record(@Descriptor("file, which must not exist") String file) {
    LinkRecorder known = recorder;
    if (known == null) {
      throw new TquicException(
          "Link discovery is not running in this process.",
          "`felix:lb` shows whether its bundle org.tquic.discovery is active, and the log says why"
              + " not.");
    }
    Path path = Path.of(file);
    int links = known.record(path);
    return links + " links recorded in " + path.toAbsolutePath();
  }
}
