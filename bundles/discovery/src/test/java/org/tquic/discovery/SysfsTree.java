package org.tquic.discovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Builds a small stand-in for {@code /sys}, laid out as the kernel does. */
final class SysfsTree {
  private final Path root;

  SysfsTree(Path root) throws IOException {
    this.root = root;
    Files.createDirectories(root.resolve("class/net"));
    Files.createDirectories(root.resolve("devices/virtual/net"));
  }

  Path root() {
    return root;
  }

  /** A network device on a bus, without driver when that is empty; returns its folder. */
  Path device(int index, String name, String bus, String driver) throws IOException {
    Path device = Files.createDirectories(root.resolve("devices").resolve(bus));
    if (!driver.isEmpty() && !Files.exists(device.resolve("driver"))) {
      Path folder = Files.createDirectories(root.resolve("bus/any/drivers").resolve(driver));
      Files.createSymbolicLink(device.resolve("driver"), folder);
    }
    Path net = net(device.resolve("net").resolve(name), index);
    Files.createSymbolicLink(net.resolve("device"), device);
    return net;
  }

  /** A device made in software; returns its folder. */
  Path virtual(int index, String name) throws IOException {
    return net(root.resolve("devices/virtual/net").resolve(name), index);
  }

  private Path net(Path folder, int index) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("ifindex"), index + "\n");
    Files.writeString(folder.resolve("address"), Messages.mac(index) + "\n");
    Files.createSymbolicLink(root.resolve("class/net").resolve(folder.getFileName()), folder);
    return folder;
  }
}
