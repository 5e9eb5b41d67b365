package org.tquic.quic.connection;

import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.tquic.quic.crypto.StatelessResetTokens;
import org.tquic.quic.path.ConnectionIdRoutes;
import org.tquic.quic.path.ConnectionIdSource;
import org.tquic.quic.wire.ConnectionId;

/** Makes the connection IDs of one end and knows which of them lead to it. */
final class EndIds implements ConnectionIdSource, ConnectionIdRoutes {
  static final int LENGTH = 8;

  final Set<ConnectionId> routes = new HashSet<>();
  private final StatelessResetTokens tokens = new StatelessResetTokens(new byte[32]);
  private final RandomGenerator random;

  EndIds(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public ConnectionId newId() {
    byte[] bytes = new byte[LENGTH];
    random.nextBytes(bytes);
    return ConnectionId.of(bytes);
  }

  @Override
  public byte[] resetToken(ConnectionId id) {
    return tokens.token(id);
  }

  @Override
  public boolean add(ConnectionId id) {
    return routes.add(id);
  }

  @Override
  public void remove(ConnectionId id) {
    routes.remove(id);
  }
}
