package org.tquic.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.tquic.lab.ExecResult;
import org.tquic.lab.Lab;

/**
 * A Debian machine to install into: this machine's root, what is written going elsewhere. It has no
 * systemd that runs, so the service is started as its unit says, by the tools that do the same.
 */
final class ServerRoot {
  private static final String CAPABILITIES = "-all,+net_admin,+net_bind_service,+net_raw";

  /** All of a lab, outside its nodes; mounts made there are seen by all of them. */
  private static final String LAB = "";

  /** Not in the lab's folder, which is removed with all that is below it. */
  private static final String ROOT = "/run/server-root";

  private final Lab lab;
  private final Path image;

  private ServerRoot(Lab lab) {
    this.lab = lab;
    this.image = lab.folder().resolve("server-image");
  }

  static ServerRoot make(Lab lab) throws IOException {
    ServerRoot made = new ServerRoot(lab);
    made.mount();
    made.addEntrance();
    return made;
  }

  private void mount() {
    lab.run(
        LAB,
        "sh",
        "-c",
        """
        set -e
        mkdir /run/server-layers %1$s
        # On a file system of its own: an overlay cannot lie upon another.
        mount -t tmpfs tmpfs /run/server-layers
        mkdir /run/server-layers/upper /run/server-layers/work
        mount -t overlay overlay %1$s \\
          -o lowerdir=/,upperdir=/run/server-layers/upper,workdir=/run/server-layers/work
        """
            .formatted(ROOT));
  }

  private void addEntrance() throws IOException {
    Path program = image.resolve("bin/tquic");
    Files.createDirectories(program.getParent());
    Files.writeString(
        program,
        """
        #!/bin/sh
        set -eu
        command=$1
        [ "$2" = --state ]
        shift 3
        # A command on a node sees mounts of its own.
        mount -t proc proc %1$s/proc
        mount -t sysfs sysfs %1$s/sys
        mount -t tmpfs -o mode=755 tmpfs %1$s/dev
        mkdir %1$s/dev/net
        mknod -m 666 %1$s/dev/net/tun c 10 200
        mknod -m 666 %1$s/dev/null c 1 3
        mknod -m 666 %1$s/dev/urandom c 1 9
        mknod -m 666 %1$s/dev/random c 1 8
        case $command in
          server)
            mount --bind %1$s/etc/tquic %1$s/var/lib/tquic/config
            exec chroot %1$s setpriv --reuid=tquic --regid=tquic --init-groups --no-new-privs \\
              --inh-caps=%2$s --ambient-caps=%2$s --bounding-set=%2$s \\
              /usr/lib/tquic/bin/tquic server "$@" ;;
          *) exec chroot %1$s /usr/bin/tquic "$command" "$@" ;;
        esac
        """
            .formatted(ROOT, CAPABILITIES));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** What {@link org.tquic.lab.Roles} takes for a distribution: it runs the packaged program. */
  Path image() {
    return image;
  }

  /** Runs a command in it that must succeed. */
  String run(String... command) {
    return lab.run(LAB, chroot(command));
  }

  /** Whether a command succeeds in it. */
  boolean succeeds(String... command) {
    ExecResult result = lab.exec(LAB, chroot(command));
    return result.succeeded();
  }

  private String[] chroot(String... command) {
    return Stream.concat(Stream.of("chroot", ROOT), List.of(command).stream())
        .toArray(String[]::new);
  }

  /** Installs a package, or upgrades to it. */
  void install(Path deb) {
    String copy = "/tmp/" + deb.getFileName();
    lab.run(LAB, "cp", deb.toString(), ROOT + copy);
    run("dpkg", "--install", "--force-depends", copy);
    run("rm", copy);
  }
}
