package org.tquic.shell;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.tquic.api.TquicException;
import org.tquic.api.doctor.PathCapture;
import org.tquic.api.doctor.PathCapture.Captured;
import org.tquic.api.link.LinkDirectory;
import org.tquic.api.link.LinkInfo;
import org.tquic.api.link.LinkRole;
import org.tquic.api.link.WanLink;
import org.tquic.shell.console.SessionWidth;
import org.tquic.shell.console.UsageException;
import org.tquic.shell.view.Json;
import org.tquic.shell.view.Paragraph;
import org.tquic.shell.view.Units;

/** The command that captures the bond's own packets; {@code tquic doctor --capture} outside. */
@Component(
    service = CaptureCommand.class,
    property = {"osgi.command.scope=tquic", "osgi.command.function=capture"})
public final class CaptureCommand {
  private static final long MAX_SECONDS = PathCapture.LONGEST.toSeconds();

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile PathCapture capture;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile LinkDirectory directory;

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  private final Collection<WanLink> wanLinks = new CopyOnWriteArrayList<>();

  @Descriptor("captures what the bond sends and receives, encrypted as it is, to a pcapng file")
  public String capture(
      CommandSession session,
      @Descriptor("one JSON document")
          @Parameter(names = "--json", presentValue = "true", absentValue = "false")
          boolean json,
      @Descriptor("how long, 1 to 60") @Parameter(names = "--seconds", absentValue = "10")
          int seconds,
      @Descriptor("file, which must not exist") String file)
      throws InterruptedException {
    if (seconds < 1 || seconds > MAX_SECONDS) {
      throw new UsageException(
          "expected 1 to " + MAX_SECONDS + " seconds, got " + seconds + ".", "capture");
    }
    PathCapture known = capture;
    if (known == null) {
      throw new TquicException(
          "Captures are not possible in this process.",
          "`felix:lb` shows whether the bundle org.tquic.paths is active, and the log says why"
              + " not.");
    }
    List<LinkInfo> links =
        KnownLinks.of(directory, wanLinks).stream()
            .filter(link -> link.role() == LinkRole.WAN)
            .toList();
    Path path = Path.of(file);
    Captured captured = known.capture(path, links, Duration.ofSeconds(seconds));
    return json ? Json.write(document(path, captured)) : text(path, captured, session);
  }

  private static Map<String, Object> document(Path path, Captured captured) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("file", path.toAbsolutePath().toString());
    document.put("packets", captured.packets());
    document.put("bytes", captured.bytes());
    document.put("full", captured.full());
    return document;
  }

  private static String text(Path path, Captured captured, CommandSession session) {
    return Paragraph.format(
        "",
        captured.packets()
            + " packets captured in "
            + path.toAbsolutePath()
            + ", "
            + Units.bytes(captured.bytes())
            + (captured.full() ? "; it is full, so it ended early" : ""),
        SessionWidth.of(session));
  }
}
