package org.tquic.discovery;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.tquic.linux.netlink.LinkMessage;

/** Which of the known links each of the kernel's links is, no two the same. */
final class Recognition {
  /** VLANs in VLANs are two deep in practice; the kernel allows eight. */
  private static final int MAX_DEPTH = 8;

  private final Map<Integer, LinkMessage> links = new HashMap<>();
  private final Function<LinkMessage, DeviceFacts> devices;
  private final Map<Integer, KnownLink> known = new HashMap<>();
  private final Set<String> names = new HashSet<>();
  private final Set<String> ids = new HashSet<>();

  Recognition(List<KernelLink> all, KnownLinks before, Function<LinkMessage, DeviceFacts> devices) {
    this.devices = devices;
    all.forEach(kernel -> links.put(kernel.link().index(), kernel.link()));
    for (KernelLink kernel : all) {
      LinkMessage link = kernel.link();
      KnownLink entry = before.recognise(identity(link, 0), link.name(), ids);
      known.put(link.index(), entry);
      ids.add(entry.id());
      names.add(link.name());
    }
  }

  private LinkIdentity identity(LinkMessage link, int depth) {
    DeviceFacts device = devices.apply(link);
    return LinkIdentity.of(
        link,
        device,
        LinkClassifier.kind(link, device),
        index -> {
          LinkMessage parent = links.get(index);
          return parent == null || depth == MAX_DEPTH ? null : identity(parent, depth + 1);
        });
  }

  KnownLink of(int index) {
    return known.get(index);
  }

  Set<Integer> indexes() {
    return known.keySet();
  }

  /** Names of all interfaces there are. */
  Set<String> names() {
    return names;
  }

  /** Ids of all links there are. */
  Set<String> ids() {
    return ids;
  }
}
