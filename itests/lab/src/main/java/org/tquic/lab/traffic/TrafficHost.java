package org.tquic.lab.traffic;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * One end of transfers and probes, a process on a node. It serves, and makes what its standard
 * input says:
 *
 * <pre>
 * download|upload RUN ADDRESS PORT FLOWS SECONDS BYTES   BYTES per flow, or 0 and so many SECONDS
 * ping RUN ADDRESS PORT COUNT INTERVAL_MS                 small UDP packets that come back
 * </pre>
 *
 * <p>The receiving end of a transfer prints the first three of these, the client the others; times
 * are those of {@link System#nanoTime()}, which all processes of a Linux machine share.
 *
 * <pre>
 * progress RUN TIME BYTES      of all flows together, ten times a second
 * gap RUN FLOW FROM TO         nothing came on a flow
 * end RUN FLOW BYTES WHY       intact, damaged, or what broke it
 * rtt RUN SEQUENCE TIME NANOS  a probe came back after so long
 * pinged RUN COUNT             all probes are sent and had a second to come back
 * failed RUN FLOW WHY          a flow did not come about, or could not be sent to its end
 * </pre>
 */
public final class TrafficHost {
  private TrafficHost() {}

  /** Argument: the port to serve on, TCP and UDP. */
  public static void main(String[] args) throws IOException {
    int port = Integer.parseInt(args[0]);
    FlowEnds ends = new FlowEnds(TrafficHost::report);
    FlowServer server = new FlowServer(port, ends);
    FlowClient client = new FlowClient(ends, TrafficHost::report);
    DatagramChannel echo = DatagramChannel.open().bind(new InetSocketAddress(port));
    start("accept", server::run);
    start("echo", () -> Probes.echo(echo));
    start("progress", ends::reportProgress);
    report("ready");
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      obey(line.split(" "), client);
    }
  }

  private static void obey(String[] words, FlowClient client) {
    int run = Integer.parseInt(words[1]);
    InetSocketAddress to = new InetSocketAddress(words[2], Integer.parseInt(words[3]));
    int count = Integer.parseInt(words[4]);
    if (words[0].equals("ping")) {
      long intervalNs = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(words[5]));
      start("ping", () -> Probes.ping(run, to, count, intervalNs, TrafficHost::report));
      return;
    }
    long lastsNs = Math.round(Double.parseDouble(words[5]) * 1e9);
    for (int flow = 0; flow < count; flow++) {
      FlowHeader header =
          new FlowHeader(words[0].equals("upload"), run, flow, Long.parseLong(words[6]));
      start("flow " + flow, () -> client.run(to, header, lastsNs));
    }
  }

  private static void start(String name, Runnable work) {
    Thread.ofPlatform().daemon().name(name).start(work);
  }

  private static synchronized void report(String line) {
    System.out.println(line);
  }
}
