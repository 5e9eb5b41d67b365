package org.tquic.lab.traffic;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.tquic.lab.JavaCommand;
import org.tquic.lab.Lab;
import org.tquic.lab.LabProcess;
import org.tquic.lab.emulator.Direction;

/**
 * Two hosts, usually one in the home network and one on the internet, with transfers and probes
 * between them. The first always connects. Thread-safe.
 */
public final class TrafficPair implements AutoCloseable {
  private static final int PORT = 7000;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final int port;
  private final LabProcess client;
  private final LabProcess server;
  private final Map<Integer, Transfer> transfers = new ConcurrentHashMap<>();
  private final Map<Integer, Pings> pings = new ConcurrentHashMap<>();
  private int nextRun = 1;

  /** Starts both ends in a lab: the home network and the web. */
  public TrafficPair(Lab lab) {
    this(lab, Lab.LAN, PORT);
  }

  /**
   * Starts both ends in a lab.
   *
   * @param from node that connects to the web
   * @param port of the web that no other pair uses
   */
  public TrafficPair(Lab lab, String from, int port) {
    this.port = port;
    List<String> command = JavaCommand.of(TrafficHost.class, 128, Integer.toString(port));
    client = lab.spawn(from, "traffic-" + from, command);
    server = lab.spawn(Lab.WEB, "traffic-web", command);
    client.awaitLine(0, "ready"::equals, PATIENCE);
    server.awaitLine(0, "ready"::equals, PATIENCE);
    client.onLine(this::onLine);
    server.onLine(this::onLine);
  }

  private void onLine(String line) {
    String[] words = line.split(" ", 3);
    if (words.length < 3 || !words[1].matches("[0-9]+")) {
      return;
    }
    int run = Integer.parseInt(words[1]);
    Pings probes = pings.get(run);
    Transfer transfer = transfers.get(run);
    if (probes != null) {
      onProbe(probes, words);
    } else if (transfer != null) {
      int values = words[0].equals("failed") ? 2 : 3;
      transfer.onLine(words[0], words[2].split(" ", values));
    }
  }

  private static void onProbe(Pings probes, String[] words) {
    if (words[0].equals("rtt")) {
      String[] values = words[2].split(" ");
      probes.onAnswer(Long.parseLong(values[1]), Long.parseLong(values[2]));
    } else if (words[0].equals("pinged")) {
      probes.onOver();
    }
  }

  /** Starts a transfer that lasts for a time. */
  public Transfer timed(Direction direction, int flows, Duration lasts) {
    return start(direction, Lab.WEB_ADDRESS, flows, lasts, 0);
  }

  /** Starts a transfer of so many bytes on each flow. */
  public Transfer sized(Direction direction, int flows, long bytesPerFlow) {
    return start(direction, Lab.WEB_ADDRESS, flows, Duration.ZERO, bytesPerFlow);
  }

  /** As {@link #sized}, over IPv6. */
  public Transfer sized6(Direction direction, int flows, long bytesPerFlow) {
    return start(direction, Lab.WEB_ADDRESS6, flows, Duration.ZERO, bytesPerFlow);
  }

  private Transfer start(
      Direction direction, String address, int flows, Duration lasts, long bytesPerFlow) {
    int run = takeRun();
    Transfer transfer = new Transfer(flows, System.nanoTime());
    transfers.put(run, transfer);
    client.send(
        "%s %d %s %d %d %s %d"
            .formatted(
                direction == Direction.OUT ? "upload" : "download",
                run,
                address,
                port,
                flows,
                lasts.toMillis() / 1e3,
                bytesPerFlow));
    return transfer;
  }

  private synchronized int takeRun() {
    return nextRun++;
  }

  /**
   * Sends probes to the web and waits for them.
   *
   * @return round-trip times of those that came back, in milliseconds, ascending
   */
  public List<Double> ping(int count, Duration interval) {
    return startPing(count, interval).await();
  }

  /** Starts to send probes to the web. */
  public Pings startPing(int count, Duration interval) {
    int run = takeRun();
    Pings probes = new Pings(interval.multipliedBy(count).plus(PATIENCE));
    pings.put(run, probes);
    client.send(
        "ping %d %s %d %d %d".formatted(run, Lab.WEB_ADDRESS, port, count, interval.toMillis()));
    return probes;
  }

  /** Ends both ends. */
  @Override
  public void close() {
    client.kill();
    server.kill();
  }
}
