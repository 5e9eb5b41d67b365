package org.tquic.quic.endpoint;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.tquic.quic.Ecn;
import org.tquic.quic.connection.AddressToken;
import org.tquic.quic.connection.Connection;
import org.tquic.quic.connection.ConnectionEvents;
import org.tquic.quic.connection.ConnectionSettings;
import org.tquic.quic.connection.Transmit;
import org.tquic.quic.connection.VersionPreferences;
import org.tquic.quic.path.NetworkPath;
import org.tquic.quic.tls.NamedGroup;
import org.tquic.quic.tls.TestIdentity;

/** A client's and a server's endpoint with nothing but time between them. */
final class Rig implements ServerAcceptor {
  static final InetSocketAddress SERVER = new InetSocketAddress("203.0.113.1", 4433);
  static final InetSocketAddress CLIENT = new InetSocketAddress("192.0.2.7", 5000);
  private static final long DELAY_NS = 5_000_000;
  private static final int CAPACITY = 65_536;

  final List<Recorder> accepted = new ArrayList<>();
  final List<Boolean> validated = new ArrayList<>();
  private final Transmit out = new Transmit(CAPACITY);
  final Endpoint client;
  Endpoint server;
  boolean refusing;

  /** Sees all that {@link #run} has under way, and says whether it is lost. */
  Predicate<Sent> lost = datagram -> false;

  /** One whose key share leaves the ClientHello in one datagram. */
  NamedGroup group = NamedGroup.X25519;

  /** What the server insists on, by HelloRetryRequest where the client begins with another. */
  NamedGroup serverGroup;

  long nowNs = 1_000_000_000;

  VersionPreferences clientVersions = VersionPreferences.DEFAULT;
  final VersionPreferences serverVersions;

  Rig(TestSettings serverSettings) {
    this(serverSettings, VersionPreferences.DEFAULT);
  }

  Rig(TestSettings serverSettings, VersionPreferences serverVersions) {
    this.serverVersions = serverVersions;
    client = new Endpoint(new TestSettings().build());
    restartServer(serverSettings);
  }

  /** The server forgets all but its reset key. */
  void restartServer(TestSettings settings) {
    restartServer(settings, this);
  }

  void restartServer(TestSettings settings, ServerAcceptor acceptor) {
    server = new Endpoint(settings.build());
    server.listen(acceptor);
  }

  @Override
  public ConnectionSettings settings() {
    return TestSettings.connection(
            TestIdentity.SERVER, TestIdentity.CLIENT, serverGroup == null ? group : serverGroup)
        .withVersions(serverVersions);
  }

  @Override
  public ConnectionEvents accept(NetworkPath network, boolean addressValidated) {
    if (refusing) {
      return null;
    }
    validated.add(addressValidated);
    return new Recorder();
  }

  @Override
  public void onConnection(Connection connection, ConnectionEvents events) {
    Recorder recorder = (Recorder) events;
    recorder.connection = connection;
    accepted.add(recorder);
  }

  private NamedGroup[] clientGroups() {
    return serverGroup == null ? new NamedGroup[] {group} : new NamedGroup[] {group, serverGroup};
  }

  Recorder connect() {
    return connect(CLIENT, AddressToken.NONE);
  }

  Recorder connect(InetSocketAddress from, AddressToken token) {
    Recorder events = new Recorder();
    events.connection =
        client.connect(
            TestSettings.connection(TestIdentity.CLIENT, TestIdentity.SERVER, clientGroups())
                .withVersions(clientVersions),
            new NetworkPath(from, SERVER, 0),
            token,
            events,
            nowNs);
    return events;
  }

  /** The first datagram of a new connection, which gets no answers. */
  Sent firstDatagram(InetSocketAddress from) {
    connect(from, AddressToken.NONE);
    return output(client).get(0);
  }

  List<Sent> output(Endpoint endpoint) {
    List<Sent> sent = new ArrayList<>();
    while (endpoint.poll(nowNs, out)) {
      byte[] bytes = new byte[out.length];
      System.arraycopy(out.array, out.offset, bytes, 0, out.length);
      sent.add(new Sent(bytes, out.network, out.ecn));
    }
    return sent;
  }

  void deliver(Endpoint to, Sent datagram) {
    // Not at the start of the array, where offsets would not matter.
    byte[] array = new byte[datagram.bytes().length + 16];
    System.arraycopy(datagram.bytes(), 0, array, 7, datagram.bytes().length);
    to.onDatagram(nowNs, datagram.arrival(), datagram.ecn(), array, 7, datagram.bytes().length);
  }

  /** Has a stranger send bytes to the server; returns what that answers. */
  List<Sent> answersTo(InetSocketAddress from, byte[] bytes) {
    deliver(server, new Sent(bytes.clone(), new NetworkPath(from, SERVER, 0), Ecn.NOT_ECT));
    return output(server);
  }

  /** Lets everything happen until the condition holds; false when it does not in that time. */
  boolean run(BooleanSupplier until, double seconds) {
    long endNs = nowNs + (long) (seconds * TestSettings.SECOND);
    while (!until.getAsBoolean()) {
      List<Sent> toServer = output(client);
      List<Sent> toClient = output(server);
      if (toServer.isEmpty() && toClient.isEmpty()) {
        long nextNs = Math.min(client.nextTimeoutNs(), server.nextTimeoutNs());
        if (nextNs > endNs) {
          nowNs = endNs;
          return until.getAsBoolean();
        }
        nowNs = Math.max(nowNs, nextNs);
      } else {
        nowNs += DELAY_NS;
        toServer.forEach(datagram -> carry(server, datagram));
        toClient.forEach(datagram -> carry(client, datagram));
      }
      tick(client);
      tick(server);
    }
    return true;
  }

  private void carry(Endpoint to, Sent datagram) {
    if (!lost.test(datagram)) {
      deliver(to, datagram);
    }
  }

  private void tick(Endpoint endpoint) {
    if (endpoint.nextTimeoutNs() <= nowNs) {
      endpoint.onTimeout(nowNs);
    }
  }

  /** A connection whose handshake both ends know to be over. */
  Recorder established() {
    return established(CLIENT, AddressToken.NONE);
  }

  Recorder established(InetSocketAddress from, AddressToken token) {
    Recorder events = connect(from, token);
    if (!run(() -> events.confirmed && events.token != null, 5)) {
      throw new AssertionError("no handshake: " + events.closed);
    }
    return events;
  }
}
