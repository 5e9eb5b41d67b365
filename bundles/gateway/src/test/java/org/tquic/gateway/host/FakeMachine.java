package org.tquic.gateway.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tquic.gateway.Cidr;

/** A machine in memory, with its settings in a folder, that can be killed before any step. */
final class FakeMachine implements KernelNetwork, Firewall {
  /** The process is killed here: nothing runs after it. */
  static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  final Map<String, Integer> links = new TreeMap<>();
  final Set<String> addresses = new TreeSet<>();
  final Set<TunnelRoute> routes = new HashSet<>();
  final Set<PolicyRule> rules = new HashSet<>();
  final Map<String, String> tables = new TreeMap<>();
  final List<String> calls = new ArrayList<>();
  final Path sysctls;
  int stepsToLive = Integer.MAX_VALUE;

  FakeMachine(Path sysctls) {
    this.sysctls = sysctls;
  }

  FakeMachine set(String key, String value) {
    try {
      Path file = sysctls.resolve(key);
      Files.createDirectories(file.getParent());
      Files.writeString(file, value + "\n");
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String get(String key) {
    return new SysctlTree(sysctls).read(key).orElse("none");
  }

  SysctlTree settings() {
    return new SysctlTree(sysctls);
  }

  /** Everything but the tunnel's own device, which vanishes with its process. */
  Map<String, Object> state(String device, List<String> keys) {
    Map<String, Object> state = new TreeMap<>();
    state.put("rules", Set.copyOf(rules));
    state.put("tables", Map.copyOf(tables));
    state.put("routes", routes.stream().filter(r -> !r.device().equals(device)).toList());
    keys.forEach(key -> state.put(key, get(key)));
    return state;
  }

  private void step(String call) {
    if (stepsToLive-- <= 0) {
      throw new Killed();
    }
    calls.add(call);
  }

  @Override
  public void configureLink(String device, int mtu) {
    step("link " + device + " " + mtu);
    links.put(device, mtu);
  }

  @Override
  public void addAddress(String device, Cidr address) {
    step("add " + address);
    addresses.add(device + " " + address);
  }

  @Override
  public void removeAddress(String device, Cidr address) {
    step("remove " + address);
    addresses.remove(device + " " + address);
  }

  @Override
  public void addRoute(TunnelRoute route) {
    step("add " + route);
    routes.add(route);
  }

  @Override
  public void removeRoute(TunnelRoute route) {
    step("remove " + route);
    routes.remove(route);
  }

  @Override
  public void addRule(PolicyRule rule) {
    step("add " + rule);
    rules.add(rule);
  }

  @Override
  public void removeRule(PolicyRule rule) {
    step("remove " + rule);
    rules.remove(rule);
  }

  @Override
  public List<Cidr> gatewayRoutes() {
    return List.of();
  }

  @Override
  public void check(String table, String body) {}

  @Override
  public void replace(String table, String body) {
    step("table " + table);
    tables.put(table, body);
  }

  @Override
  public boolean has(String table) {
    return tables.containsKey(table);
  }

  @Override
  public void remove(String table) {
    step("no table " + table);
    tables.remove(table);
  }

  @Override
  public List<String> obstacles(String device) {
    return List.of();
  }
}
