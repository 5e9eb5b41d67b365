package org.tquic.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the packaged distribution's roles in a lab, each a process with a state folder of its own.
 */
public final class Roles implements AutoCloseable {
  /** System property with the folder of the unpacked distribution. */
  public static final String IMAGE_PROPERTY = "tquic.image";

  private static final String PROGRAM = "bin/tquic";

  private final Lab lab;
  private final Path program;
  private final List<String> options;
  private final List<Role> started = new ArrayList<>();
  private int nextState = 1;

  /**
   * @param lab where they run
   * @param image folder of the unpacked distribution
   * @param options that each role has at every start
   * @throws LabException when there is no distribution
   */
  public Roles(Lab lab, Path image, String... options) {
    this.lab = lab;
    this.options = List.of(options);
    this.program = image.resolve(PROGRAM).toAbsolutePath();
    if (!Files.isExecutable(program)) {
      throw new LabException(
          program + " is not there", "Build the project first: mvn package -DskipTests");
    }
  }

  /**
   * The distribution that a system property names, or the one that these classes are part of.
   *
   * @throws LabException when there is neither
   */
  public static Path image() {
    String property = System.getProperty(IMAGE_PROPERTY);
    if (property != null) {
      return Path.of(property);
    }
    for (Path folder = JavaCommand.jarFolder(); folder != null; folder = folder.getParent()) {
      if (Files.isExecutable(folder.resolve(PROGRAM))) {
        return folder;
      }
    }
    throw new LabException(
        "these classes are not part of a distribution",
        "Name its folder with -D" + IMAGE_PROPERTY + "=FOLDER.");
  }

  /** The distribution's program. */
  public Path program() {
    return program;
  }

  /** A server that is not started yet. */
  public Role server() {
    return role(Lab.SERVER, "server");
  }

  /** A router that is not started yet. */
  public Role router() {
    return role(Lab.ROUTER, "router");
  }

  /** A role on any node, not started yet. */
  public Role role(String node, String kind) {
    Path state = lab.folder().resolve("state-" + nextState++);
    Role role = new Role(lab, program, node, kind, state, options);
    started.add(role);
    return role;
  }

  /** Starts a server and waits until it listens. */
  public Role startServer(String... more) {
    Role server = server().start(List.of(more));
    server.awaitReady(0);
    return server;
  }

  /** A pairing code of a server, for its IPv4 address. */
  public String pair(Role server, String name) {
    return pair(server, name, Lab.SERVER_ADDRESS + ":4433");
  }

  /** A pairing code of a server, for this address. */
  public String pair(Role server, String name, String address) {
    return server.tquic("pair", "--address", address, "--name", name).require();
  }

  /** Starts a router with a code and waits until all links of the lab carry traffic. */
  public Role startRouter(String code, String... more) {
    List<String> all = new ArrayList<>(List.of("--code", code));
    all.addAll(List.of(more));
    Role router = router().start(all);
    router.awaitReady(lab.wans().size());
    return router;
  }

  /** Ends all roles. */
  @Override
  public void close() {
    started.reversed().forEach(Role::close);
  }
}
