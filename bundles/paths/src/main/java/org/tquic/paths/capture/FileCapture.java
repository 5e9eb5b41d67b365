package org.tquic.paths.capture;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.tquic.api.TquicException;
import org.tquic.api.bond.PathState;
import org.tquic.api.bond.PathStatus;
import org.tquic.api.bond.RoleControl;
import org.tquic.api.capture.PcapNgWriter;
import org.tquic.api.doctor.DoctorTarget;
import org.tquic.api.doctor.PathCapture;
import org.tquic.api.link.LinkInfo;
import org.tquic.api.state.OutputFile;
import org.tquic.linux.LinuxException;

/** Captures by packet sockets, so whatever engine sends. */
@Component
public final class FileCapture implements PathCapture {
  /** Between two looks at whether the caller has lost patience. */
  private static final long LOOK_NS = 100_000_000;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile DoctorTarget target;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile RoleControl role;

  @Override
  public Captured capture(Path file, List<LinkInfo> links, Duration time)
      throws InterruptedException {
    ServerPackets packets = packets();
    List<PathStatus> paths =
        role == null
            ? List.of()
            : role.status().bonds().stream().flatMap(bond -> bond.paths().stream()).toList();
    try (LinkTaps taps = new LinkTaps()) {
      // Before there is a file: without the right to do it there is to be none.
      List<LinkInfo> seen = taps.open(links);
      try (OutputStream out =
          new BufferedOutputStream(Channels.newOutputStream(OutputFile.create(file)))) {
        PcapNgWriter writer = new PcapNgWriter(out);
        seen.forEach(link -> writer.addInterface(link.name(), comment(link, paths)));
        return capture(taps, packets, writer, time.compareTo(LONGEST) > 0 ? LONGEST : time);
      } catch (IOException e) {
        throw OutputFile.cannotBeWritten(file, e);
      } catch (UncheckedIOException e) {
        throw OutputFile.cannotBeWritten(file, e.getCause());
      }
    } catch (LinuxException e) {
      throw new TquicException(
          "the links cannot be listened to: " + e.getMessage(),
          "run it as root, or with CAP_NET_RAW",
          e);
    }
  }

  private static Captured capture(
      LinkTaps taps, ServerPackets packets, PcapNgWriter writer, Duration time)
      throws InterruptedException {
    long endNs = System.nanoTime() + time.toNanos();
    long[] count = new long[1];
    boolean full = false;
    long leftNs;
    while (!full && (leftNs = endNs - System.nanoTime()) > 0) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      taps.look(
          Math.min(leftNs, LOOK_NS),
          (tap, frame, length) -> {
            int at = packets.find(frame, length);
            if (at != ServerPackets.NONE && writer.bytes() < LARGEST) {
              writer.add(tap, nowNs(), frame, at, length - at, "");
              count[0]++;
            }
          });
      full = writer.bytes() >= LARGEST;
    }
    return new Captured(count[0], writer.bytes(), full);
  }

  private static long nowNs() {
    Instant now = Instant.now();
    return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
  }

  private ServerPackets packets() {
    DoctorTarget known = target;
    if (known == null) {
      throw new TquicException(
          "this machine is not paired with a server",
          "captures are of a router; run it with the state folder of one");
    }
    try {
      return new ServerPackets(List.of(InetAddress.getAllByName(known.host())), known.port());
    } catch (UnknownHostException e) {
      throw new TquicException(
          "the name " + known.host() + " cannot be resolved", "check the name server", e);
    }
  }

  /** What is known of a link's path. */
  static String comment(LinkInfo link, List<PathStatus> paths) {
    return paths.stream()
        .filter(path -> path.link().equals(link.name()))
        .filter(path -> path.state() != PathState.REMOVED)
        .findFirst()
        .map(
            path ->
                String.format(
                    Locale.ROOT,
                    "path %d of %s: %s, %s to %s, %s",
                    path.id(),
                    path.bond(),
                    path.state().name().toLowerCase(Locale.ROOT),
                    path.local(),
                    path.remote(),
                    path.congestion()))
        .orElse("no path");
  }
}
