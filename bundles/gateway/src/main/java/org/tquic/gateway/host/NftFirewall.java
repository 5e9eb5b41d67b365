package org.tquic.gateway.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.tquic.api.TquicException;

/**
 * nftables through the {@code nft} program. Each call is one script and so one transaction of the
 * kernel: it takes effect as a whole or not at all.
 */
public final class NftFirewall implements Firewall {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final String INSTALL =
      "install the package nftables (apt install nftables, opkg install nftables), or start with"
          + " --no-firewall and set up masquerading yourself";

  private final String program;
  private final Duration patience;

  /** Uses the {@code nft} of the search path. */
  public NftFirewall() {
    this("nft");
  }

  /** Uses the program at this path. */
  public NftFirewall(String program) {
    this(program, PATIENCE);
  }

  NftFirewall(String program, Duration patience) {
    this.program = program;
    this.patience = patience;
  }

  @Override
  public void check(String table, String body) {
    run(List.of(program, "--check", "--file", "-"), replacement(table, body));
  }

  @Override
  public void replace(String table, String body) {
    run(List.of(program, "--file", "-"), replacement(table, body));
  }

  @Override
  public boolean has(String table) {
    return run(List.of(program, "list", "tables", "inet"), "")
        .lines()
        .anyMatch(line -> line.strip().equals("table inet " + table));
  }

  @Override
  public void remove(String table) {
    run(List.of(program, "--file", "-"), removal(table));
  }

  @Override
  public List<String> obstacles(String device) {
    return FirewallListing.obstacles(run(List.of(program, "list", "ruleset"), ""), device);
  }

  private static String replacement(String table, String body) {
    return removal(table) + "table inet " + table + " {\n" + body + "}\n";
  }

  /** Declaring the table first makes its removal succeed whether it was there or not. */
  private static String removal(String table) {
    return "table inet " + table + "\ndelete table inet " + table + "\n";
  }

  private String run(List<String> command, String script) {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new TquicException(
          "the firewall program " + command.getFirst() + " cannot be run: " + e.getMessage(),
          INSTALL,
          e);
    }
    // Its output ends when it does, so only its end bounds the reading.
    CompletableFuture<Void> end =
        CompletableFuture.runAsync(
            process::destroyForcibly,
            CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS));
    try {
      String output = exchange(process, script);
      int status = process.waitFor();
      if (!end.cancel(false)) {
        throw refused(command, "no answer within " + patience.toSeconds() + " s");
      }
      if (status != 0) {
        throw refused(command, output.strip());
      }
      return output;
    } catch (IOException e) {
      throw refused(command, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw refused(command, "interrupted");
    } finally {
      end.cancel(false);
      process.destroyForcibly();
    }
  }

  private static String exchange(Process process, String script) throws IOException {
    try (OutputStream in = process.getOutputStream()) {
      in.write(script.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // The program left without reading: what it printed, and its status, say why.
    }
    try (InputStream out = process.getInputStream()) {
      return new String(out.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static TquicException refused(List<String> command, String detail) {
    return new TquicException(
        "the firewall table was refused by " + String.join(" ", command) + ": " + detail,
        "see that the kernel has nftables with NAT (modules nft_chain_nat, nft_masq), run as root,"
            + " or start with --no-firewall and set up masquerading yourself");
  }
}
