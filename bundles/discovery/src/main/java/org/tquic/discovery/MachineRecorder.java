package org.tquic.discovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tquic.linux.netlink.LinkMessage;
import org.tquic.linux.netlink.RouteMessage;

/** Records what discovery would see of this machine. */
final class MachineRecorder {
  private static final List<String> LINK_FILES =
      List.of(
          "ifindex", "address", "addr_assign_type", "type", "uevent", "phys_port_name", "dev_port");
  private static final List<String> LINK_FOLDERS = List.of("wireless", "phy80211");
  private static final List<String> USB_FILES =
      List.of("idVendor", "idProduct", "manufacturer", "product", "serial");
  // Others may name the machine or its owner.
  private static final List<String> UEVENT_KEYS = List.of("DEVTYPE=", "INTERFACE=", "IFINDEX=");

  private final NetlinkSource source;
  private final Path sysfs;
  private final Map<String, String> files = new TreeMap<>();
  private final Map<String, String> symlinks = new TreeMap<>();

  /** A recorder of the machine that a source tells of, with a folder that stands for /sys. */
  MachineRecorder(NetlinkSource source, Path sysfs) {
    this.source = source;
    this.sysfs = sysfs;
  }

  /** Records it, with all that it shows; see {@link Scrubber}. */
  MachineRecording record() {
    List<LinkMessage> links = source.links();
    for (LinkMessage link : links) {
      if (!link.name().isEmpty() && link.name().indexOf('/') < 0) {
        device(link.name());
      }
    }
    return new MachineRecording(
        files,
        symlinks,
        links,
        source.addresses(),
        source.routes().stream().filter(route -> route.type() == RouteMessage.UNICAST).toList());
  }

  private void device(String name) {
    Path link = Path.of("class", "net", name);
    Path folder = follow(link);
    if (folder == null) {
      return;
    }
    LINK_FILES.forEach(file -> copy(folder.resolve(file)));
    for (String file : LINK_FOLDERS) {
      if (Files.exists(sysfs.resolve(folder.resolve(file)))) {
        files.put(folder.resolve(file).toString(), "");
      }
    }
    Path device = follow(folder.resolve("device"));
    if (device == null) {
      return;
    }
    follow(device.resolve("driver"));
    for (Path parent = device; parent != null; parent = parent.getParent()) {
      if (Files.exists(sysfs.resolve(parent.resolve("idVendor")))) {
        Path usb = parent;
        USB_FILES.forEach(file -> copy(usb.resolve(file)));
        return;
      }
    }
  }

  /** Records a symbolic link; returns what it leads to, below the root, or null. */
  private Path follow(Path link) {
    try {
      Path target = Files.readSymbolicLink(sysfs.resolve(link));
      symlinks.put(link.toString(), target.toString());
      Path real = sysfs.resolve(link).toRealPath();
      Path root = sysfs.toRealPath();
      return real.startsWith(root) ? root.relativize(real) : null;
    } catch (IOException | UnsupportedOperationException e) {
      return null;
    }
  }

  private void copy(Path file) {
    String text = SysfsDevices.text(sysfs.resolve(file));
    if (file.endsWith("uevent")) {
      text =
          text.lines()
              .filter(line -> UEVENT_KEYS.stream().anyMatch(line::startsWith))
              .collect(Collectors.joining("\n"));
    }
    if (!text.isEmpty()) {
      files.put(file.toString(), text);
    }
  }
}
