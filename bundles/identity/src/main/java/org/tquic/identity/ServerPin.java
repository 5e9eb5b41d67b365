package org.tquic.identity;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The server that a router is paired with, kept in {@code server.properties} of the state folder.
 *
 * @param address where to dial it
 * @param fingerprint the key it must have
 * @param routerName how the server calls this router
 */
public record ServerPin(ServerAddress address, Fingerprint fingerprint, String routerName) {
  /** Name of the file. */
  public static final String FILE = "server.properties";

  private static final int MAX_PORT = 65535;

  /**
   * Checks the name.
   *
   * @throws PairingException if a router cannot have this name
   */
  public ServerPin {
    RouterName.check(routerName);
  }

  /**
   * The pin of a state folder, or empty if the router is not paired.
   *
   * @throws StateFileException if the folder or the file cannot be used
   */
  public static Optional<ServerPin> load(Path state) {
    StateFolder folder = StateFolder.open(state);
    return StateRecord.read(folder, FILE).map(record -> of(record, folder.file(FILE)));
  }

  private static ServerPin of(StateRecord record, Path file) {
    try {
      return new ServerPin(
          new ServerAddress(
              record.text("host"), record.value("port", StateRecord.number(MAX_PORT))),
          record.value("fingerprint", StateRecord::fingerprint),
          record.text("name"));
    } catch (ServerAddressException | PairingException e) {
      throw StateFolder.corrupt(file, "cannot be used: " + e.getMessage());
    }
  }

  /** The same server at another address. */
  public ServerPin at(ServerAddress other) {
    return new ServerPin(other, fingerprint, routerName);
  }

  /**
   * Keeps this pin in place of the one before. Blocks for the disk.
   *
   * @throws StateFileException if it cannot be written
   */
  public void save(Path state) {
    SequencedMap<String, String> values = new LinkedHashMap<>();
    values.put("host", address.host());
    values.put("port", String.valueOf(address.port()));
    values.put("fingerprint", fingerprint.text());
    values.put("name", routerName);
    StateFolder folder = StateFolder.open(state);
    try (StateLock _ = folder.lock()) {
      folder.sweep();
      folder.write(FILE, StateRecord.encode("The server this router is paired with.", values));
    }
  }
}
