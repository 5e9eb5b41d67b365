package org.tquic.shell.console;

import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.api.TquicException;
import org.tquic.api.bond.RoleControl;
import org.tquic.api.link.LinkDirectory;
import org.tquic.api.link.LinkInfo;
import org.tquic.api.link.LinkRole;
import org.tquic.shell.wire.Frame;
import org.tquic.shell.wire.FrameChannel;
import org.tquic.shell.wire.FrameType;

/**
 * Serves the console at {@code STATE/console.sock}, where {@code STATE} is the framework property
 * {@code tquic.state}; without it there is no console.
 */
@Component(service = {})
public final class ConsoleServer {
  /** Name of the socket in the state folder. */
  public static final String SOCKET = "console.sock";

  private static final Logger log = LoggerFactory.getLogger(ConsoleServer.class);
  private static final int MOST_CLIENTS = 16;

  private final CommandProcessor processor;
  private final Set<ConsoleConnection> clients = ConcurrentHashMap.newKeySet();
  private final SocketFile socket;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile RoleControl role;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile LinkDirectory directory;

  /** Starts to listen. */
  @Activate
  public ConsoleServer(BundleContext context, @Reference CommandProcessor processor) {
    this.processor = processor;
    String state = context.getProperty("tquic.state");
    this.socket = state == null ? null : listen(Path.of(state).resolve(SOCKET));
    if (socket != null) {
      Thread.ofVirtual().name("console-listener").start(this::accept);
    }
  }

  private static SocketFile listen(Path path) {
    try {
      SocketFile socket = SocketFile.listen(path);
      log.debug("console at {}", path);
      return socket;
    } catch (TquicException e) {
      log.error("no console: {} {}", e.getMessage(), e.remedy());
    } catch (IOException e) {
      log.error("no console at {}: {}", path, e.toString());
    }
    return null;
  }

  /** Hangs up on all clients and removes the socket. */
  @Deactivate
  public void stop() {
    if (socket == null) {
      return;
    }
    try {
      socket.close();
    } catch (IOException e) {
      log.warn("the console's socket could not be removed: {}", e.toString());
    }
    clients.forEach(ConsoleConnection::close);
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel channel = socket.accept();
        Thread.ofVirtual().name("console-reader").start(() -> serve(new FrameChannel(channel)));
      }
    } catch (AsynchronousCloseException e) {
      log.debug("console closed");
    } catch (IOException e) {
      log.error("the console stopped: {}", e.toString());
    }
  }

  private void serve(FrameChannel channel) {
    try (channel) {
      if (clients.size() >= MOST_CLIENTS) {
        channel.write(
            Frame.text(
                FrameType.REFUSED, "the console already serves " + MOST_CLIENTS + " clients"));
        return;
      }
      ConsoleConnection client = new ConsoleConnection(channel, processor, this::complete);
      clients.add(client);
      try {
        client.serve();
      } finally {
        clients.remove(client);
      }
    } catch (IOException e) {
      log.debug("console client went away: {}", e.toString());
    }
  }

  @SuppressWarnings("unchecked")
  private List<String> complete(CommandSession session, String line) {
    // Gogo offers the names of all commands under this variable.
    Collection<String> commands = (Collection<String>) session.get(".commands");
    return new LineCompletion(commands, this::arguments).complete(line);
  }

  private List<String> arguments(String command) {
    RoleControl running = role;
    return switch (command) {
      case "status", "links", "paths", "doctor", "stats" -> List.of("--json");
      case "scheduler" -> running == null ? List.of() : running.schedulers();
      case "congestion" -> running == null ? List.of() : running.congestions();
      case "link-disable" -> links(LinkRole.WAN);
      case "link-enable" -> links(LinkRole.DISABLED, LinkRole.LAN, LinkRole.IGNORED);
      default -> List.of();
    };
  }

  private List<String> links(LinkRole... roles) {
    LinkDirectory known = directory;
    return known == null
        ? List.of()
        : known.links().stream()
            .filter(link -> List.of(roles).contains(link.role()))
            .map(LinkInfo::name)
            .toList();
  }
}
