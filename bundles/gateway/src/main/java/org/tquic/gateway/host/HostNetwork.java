package org.tquic.gateway.host;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.api.TquicException;
import org.tquic.gateway.Cidr;
import org.tquic.gateway.host.HostChange.Address;
import org.tquic.gateway.host.HostChange.FirewallTable;
import org.tquic.gateway.host.HostChange.KeptSysctl;
import org.tquic.gateway.host.HostChange.Link;
import org.tquic.gateway.host.HostChange.Route;
import org.tquic.gateway.host.HostChange.Rule;
import org.tquic.gateway.host.HostChange.Sysctl;

/**
 * Brings the machine to what a role wants and, in the end, back to what it was.
 *
 * <p>A role states everything it wants, in the order in which it is to be made; {@link #converge}
 * makes what is missing and takes back, the latest first, what is no longer wanted. Call {@link
 * #recover} once before. Used by one thread, which must see the network namespace that is meant.
 */
public final class HostNetwork implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HostNetwork.class);

  private final KernelNetwork kernel;
  private final SysctlTree sysctls;
  private final Firewall firewall;
  private final HostJournal journal;
  private final Map<HostChange, Optional<HostUndo>> applied = new LinkedHashMap<>();

  /** A machine by its parts. The journal is closed by the caller, after this. */
  public HostNetwork(
      KernelNetwork kernel, SysctlTree sysctls, Firewall firewall, HostJournal journal) {
    this.kernel = kernel;
    this.sysctls = sysctls;
    this.firewall = firewall;
    this.journal = journal;
  }

  /** Takes back what a process that was killed has left. Can be repeated. */
  public void recover() {
    List<HostUndo> left = journal.outstanding().reversed();
    if (!left.isEmpty()) {
      LOG.info("taking back {} changes of a run that did not end properly", left.size());
      takeBack(left);
    }
  }

  /**
   * Makes the machine have these things, in this order, and no others of its own.
   *
   * @throws TquicException when something is refused; what was made stays until the next call or
   *     {@link #close}
   */
  public void converge(List<HostChange> wanted) {
    List<HostChange> obsolete = new ArrayList<>();
    for (HostChange old : applied.keySet()) {
      if (!wanted.contains(old) && wanted.stream().noneMatch(fresh -> fresh.replaces(old))) {
        obsolete.add(old);
      }
    }
    List<HostUndo> undos = new ArrayList<>();
    for (HostChange old : obsolete.reversed()) {
      applied.remove(old).ifPresent(undos::add);
    }
    takeBack(undos);

    Map<HostChange, Optional<HostUndo>> fresh = new LinkedHashMap<>();
    for (HostChange change : wanted) {
      if (!applied.containsKey(change)) {
        fresh.put(change, undo(change));
      }
    }
    Map<HostChange, HostChange> replaced = new LinkedHashMap<>();
    for (HostChange change : fresh.keySet()) {
      applied.keySet().stream().filter(change::replaces).forEach(old -> replaced.put(change, old));
    }
    journal.add(
        fresh.entrySet().stream()
            .filter(entry -> !replaced.containsKey(entry.getKey()))
            .flatMap(entry -> entry.getValue().stream())
            .toList());
    for (Map.Entry<HostChange, Optional<HostUndo>> entry : fresh.entrySet()) {
      HostChange change = entry.getKey();
      if (replaced.containsKey(change)) {
        applied.remove(replaced.get(change));
      }
      applied.put(change, entry.getValue());
      make(change, entry.getValue());
    }
  }

  /**
   * Makes firewall tables anew that are gone: whoever loads a set of rules as a whole flushes those
   * of others, too.
   *
   * @return the names of those that were gone
   * @throws TquicException when the firewall refuses
   */
  public List<String> restoreTables() {
    List<String> gone = new ArrayList<>();
    for (HostChange change : applied.keySet()) {
      if (change instanceof FirewallTable(String name, String body) && !firewall.has(name)) {
        firewall.replace(name, body);
        gone.add(name);
      }
    }
    return gone;
  }

  /** What this has made and not taken back, in order. */
  public List<HostChange> applied() {
    return List.copyOf(applied.keySet());
  }

  private Optional<HostUndo> undo(HostChange change) {
    return switch (change) {
      case Link _ -> Optional.empty();
      case Address(String device, Cidr address) ->
          Optional.of(new HostUndo.RemoveAddress(device, address));
      case Route(TunnelRoute route) -> Optional.of(new HostUndo.RemoveRoute(route));
      case Rule(PolicyRule rule) -> Optional.of(new HostUndo.RemoveRule(rule));
      case FirewallTable(String name, String _) -> Optional.of(new HostUndo.RemoveTable(name));
      case KeptSysctl(String key) ->
          sysctls.read(key).map(value -> new HostUndo.RestoreSysctl(key, value, "*"));
      case Sysctl setting -> undo(setting);
    };
  }

  private Optional<HostUndo> undo(Sysctl setting) {
    Optional<Integer> own = sysctls.readNumber(setting.key());
    if (own.isEmpty()) {
      return Optional.empty();
    }
    int floor =
        setting.floorKey().isEmpty()
            ? own.get()
            : sysctls.readNumber(setting.floorKey()).orElse(own.get());
    if (Math.max(own.get(), floor) != setting.from()) {
      return Optional.empty();
    }
    return Optional.of(
        new HostUndo.RestoreSysctl(
            setting.key(), Integer.toString(own.get()), Integer.toString(setting.to())));
  }

  private void make(HostChange change, Optional<HostUndo> undo) {
    LOG.debug("making {}", change);
    switch (change) {
      case Link(String device, int mtu) -> {
        // No link-local address: nobody is on this link to be found or advertised to.
        sysctls.write("net/ipv6/conf/" + device + "/addr_gen_mode", "1");
        sysctls.write("net/ipv6/conf/" + device + "/accept_ra", "0");
        kernel.configureLink(device, mtu);
      }
      case Address(String device, Cidr address) -> kernel.addAddress(device, address);
      case Route(TunnelRoute route) -> kernel.addRoute(route);
      case Rule(PolicyRule rule) -> kernel.addRule(rule);
      case FirewallTable(String name, String body) -> firewall.replace(name, body);
      case Sysctl(String key, String _, int _, int to) -> {
        if (undo.isPresent()) {
          sysctls.write(key, Integer.toString(to));
        }
      }
      case KeptSysctl _ -> {}
    }
  }

  /** Takes everything back that was made. */
  @Override
  public void close() {
    applied.clear();
    takeBack(journal.outstanding().reversed());
  }

  /** One that cannot be taken back does not keep the others from it, and stays in the journal. */
  private void takeBack(List<HostUndo> undos) {
    TquicException failure = null;
    for (HostUndo undo : undos) {
      try {
        LOG.debug("taking back {}", undo);
        takeBack(undo);
        journal.done(undo);
      } catch (TquicException e) {
        LOG.warn("cannot take back {}: {}", undo.line(), e.getMessage());
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void takeBack(HostUndo undo) {
    switch (undo) {
      case HostUndo.RemoveAddress(String device, Cidr address) ->
          kernel.removeAddress(device, address);
      case HostUndo.RemoveRoute(TunnelRoute route) -> kernel.removeRoute(route);
      case HostUndo.RemoveRule(PolicyRule rule) -> kernel.removeRule(rule);
      case HostUndo.RemoveTable(String name) -> firewall.remove(name);
      case HostUndo.RestoreSysctl(String key, String before, String applied) -> {
        if (applied.equals("*") || sysctls.read(key).equals(Optional.of(applied))) {
          sysctls.write(key, before);
        }
      }
    }
  }
}
