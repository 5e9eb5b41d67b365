package org.tquic.discovery;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.tquic.api.link.LinkInfo;
import org.tquic.api.link.LinkKind;
import org.tquic.api.link.LinkPolicy;
import org.tquic.api.link.LinkQuota;
import org.tquic.api.link.LinkRole;
import org.tquic.linux.netlink.LinkMessage;

/**
 * Puts together what the kernel, sysfs and the operator say, and decides each link's role. Call
 * {@link #links} after any change of the table or the choice. Time is an argument; not thread-safe.
 */
final class LinkCatalog {
  /** A role with its reason for people. */
  private record Verdict(LinkRole role, String reason) {}

  /** Device facts belong to one device under one name. */
  private record DeviceKey(int index, String name, String address) {
    static DeviceKey of(LinkMessage link) {
      return new DeviceKey(link.index(), link.name(), link.address());
    }
  }

  private final LinkTable table;
  private final OperatorChoice choice;
  private final Function<LinkMessage, DeviceFacts> devices;
  private final QuotaBook quotas;
  private final WanMemory memory = new WanMemory();
  private Map<DeviceKey, DeviceFacts> looked = new HashMap<>();

  LinkCatalog(
      LinkTable table,
      OperatorChoice choice,
      Function<LinkMessage, DeviceFacts> devices,
      QuotaBook quotas) {
    this.quotas = quotas;
    this.table = table;
    this.choice = choice;
    this.devices = devices;
  }

  /** Forgets device facts, which are then looked up anew. */
  void forgetDevices() {
    looked.clear();
  }

  /** When roles may change without any event, or {@link Long#MAX_VALUE}. */
  long nextDeadlineNs() {
    return memory.nextDeadlineNs();
  }

  /** Every link with its role, by index; links that may be WANs are remembered. */
  List<LinkInfo> links(long nowNs) {
    List<KernelLink> all = table.links(choice.ownTunnels());
    lookAtDevices(all);
    Recognition recognition = new Recognition(all, choice.known(), this::device);
    memory.retain(recognition.indexes());
    List<LinkInfo> result = new ArrayList<>();
    for (KernelLink kernel : all) {
      KnownLink own = recognition.of(kernel.link().index());
      LinkInfo link = describe(kernel, own, recognition.names(), nowNs);
      if (link.role() == LinkRole.WAN || link.role() == LinkRole.DISABLED || own.spokenOf()) {
        choice.known().keep(own, recognition.ids());
      }
      result.add(link);
    }
    return List.copyOf(result);
  }

  private void lookAtDevices(List<KernelLink> all) {
    Map<DeviceKey, DeviceFacts> still = new HashMap<>();
    for (KernelLink kernel : all) {
      LinkMessage link = kernel.link();
      DeviceFacts device = looked.get(DeviceKey.of(link));
      still.put(DeviceKey.of(link), device == null ? devices.apply(link) : device);
    }
    looked = still;
  }

  private DeviceFacts device(LinkMessage link) {
    return looked.get(DeviceKey.of(link));
  }

  private LinkInfo describe(KernelLink kernel, KnownLink own, Set<String> names, long nowNs) {
    LinkMessage link = kernel.link();
    DeviceFacts device = device(link);
    LinkKind kind = LinkClassifier.kind(link, device);
    KnownLink said =
        choice.known().spokenOf(own, link.name(), OperatorChoice.hasFixedName(kind), names);
    boolean named = choice.isNamed(link.name(), own.alias(), names);
    LinkPolicy policy = choice.use(said, link.name(), own.alias(), names);
    String whose = said.policy().bonded().isPresent() ? "by the operator" : "in the settings";
    Verdict verdict = judge(kernel, kind, policy.bonded(), whose, named, nowNs);
    return new LinkInfo(
        link.name(),
        link.index(),
        own.id(),
        own.alias(),
        kind,
        device.driver(),
        device.busPath(),
        policy.metered().orElse(kind.usuallyMetered()),
        policy.tier().orElse(LinkInfo.FIRST_TIER),
        quotas.quota(
            own.id(),
            policy.quotaBytes().orElse(LinkQuota.NO_LIMIT),
            policy.quotaDay().orElse(LinkQuota.FIRST_DAY)),
        link.mtu(),
        link.lowerUp(),
        link.up(),
        kernel.addresses(),
        gateways(kernel),
        kernel.silentGateways(),
        metric(kernel),
        verdict.role(),
        verdict.reason());
  }

  private Verdict judge(
      KernelLink kernel,
      LinkKind kind,
      Optional<Boolean> bonded,
      String whose,
      boolean named,
      long nowNs) {
    LinkMessage link = kernel.link();
    String never = neverBecause(kernel, kind);
    if (!never.isEmpty()) {
      memory.forget(link.index());
      return new Verdict(LinkRole.IGNORED, never);
    }
    boolean leadsOut = kind != LinkKind.VIRTUAL && kernel.leadsOut();
    boolean held = memory.holds(link.index(), leadsOut, link.up() && link.lowerUp(), nowNs);
    if (!bonded.orElse(true) && (held || named)) {
      return new Verdict(LinkRole.DISABLED, "switched off " + whose);
    }
    if (named) {
      return new Verdict(LinkRole.WAN, "named by the operator");
    }
    if (bonded.orElse(false)) {
      return new Verdict(LinkRole.WAN, "switched on " + whose);
    }
    if (choice.restricted() && held) {
      return new Verdict(LinkRole.DISABLED, "not among the links that the operator named");
    }
    if (held) {
      return new Verdict(LinkRole.WAN, leadsOut ? routeReason(kernel) : lossReason(link));
    }
    return kind == LinkKind.VIRTUAL
        ? new Verdict(LinkRole.IGNORED, "virtual link (" + virtualName(link) + ")")
        : new Verdict(LinkRole.LAN, lanReason(kernel));
  }

  /** Why a link can never be a WAN whatever the operator says, or empty. */
  private String neverBecause(KernelLink kernel, LinkKind kind) {
    LinkMessage link = kernel.link();
    if (kind == LinkKind.LOOPBACK) {
      return "loopback";
    }
    if (choice.isOwnTunnel(link.name())) {
      return "own tunnel";
    }
    // A VRF only gives a link a routing table of its own; bridges and bonds take its packets.
    if (link.master() != 0 && !link.portKind().equals("vrf")) {
      return "port of " + (kernel.masterName().isEmpty() ? "another link" : kernel.masterName());
    }
    return "";
  }

  private static String routeReason(KernelLink kernel) {
    KernelLink.DefaultRoute first = firstRoute(kernel);
    String metric = first.metric() == 0 ? "" : ", metric " + first.metric();
    return first.gateway() == null
        ? "default route to its peer" + metric
        : "default route via " + first.gateway().getHostAddress() + metric;
  }

  private static KernelLink.DefaultRoute firstRoute(KernelLink kernel) {
    return kernel.defaultRoutes().stream()
        .filter(route -> route.gateway() != null || kernel.link().pointToPoint())
        .findFirst()
        .orElseThrow();
  }

  private static String lossReason(LinkMessage link) {
    if (!link.up()) {
      return "was a WAN; now administratively down";
    }
    return link.lowerUp()
        ? "was a WAN; waiting for its default route to return"
        : "was a WAN; now without carrier";
  }

  private static String lanReason(KernelLink kernel) {
    if (!kernel.defaultRoutes().isEmpty()) {
      return "default route without a gateway";
    }
    return kernel.addresses().isEmpty() ? "no address" : "no default route";
  }

  private static String virtualName(LinkMessage link) {
    return link.kind().isEmpty() ? "no device" : link.kind();
  }

  private static List<InetAddress> gateways(KernelLink kernel) {
    List<InetAddress> gateways = new ArrayList<>();
    for (KernelLink.DefaultRoute route : kernel.defaultRoutes()) {
      InetAddress gateway = route.gateway();
      if (gateway != null
          && gateways.stream()
              .noneMatch(g -> g instanceof Inet6Address == gateway instanceof Inet6Address)) {
        gateways.add(gateway);
      }
    }
    return gateways;
  }

  private static long metric(KernelLink kernel) {
    return kernel.defaultRoutes().stream()
        .mapToLong(KernelLink.DefaultRoute::metric)
        .min()
        .orElse(-1);
  }
}
