package org.tquic.quic.sim;

import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Does what the steps of a script say. */
final class ScriptPlayer {
  private final SimNetwork network;
  private final VirtualClock clock;
  private final Map<String, Runnable> calls;

  ScriptPlayer(SimNetwork network, VirtualClock clock, Map<String, Runnable> calls) {
    this.network = network;
    this.clock = clock;
    this.calls = Map.copyOf(calls);
  }

  /** Whether all that a step names is there. */
  void check(Script.Step step) {
    try {
      check(step.action());
    } catch (IllegalArgumentException e) {
      throw failed(step, e);
    }
  }

  private void check(ScriptAction action) {
    switch (action) {
      case ScriptAction.SetLink set -> network.link(set.target().link());
      case ScriptAction.Reset reset -> network.link(reset.target().link());
      case ScriptAction.Blackhole blackhole -> network.link(blackhole.target().link());
      case ScriptAction.Restore restore -> network.link(restore.target().link());
      case ScriptAction.Rebind rebind -> nat(rebind.link());
      case ScriptAction.Call call -> {
        if (!calls.containsKey(call.name())) {
          throw new IllegalArgumentException(
              "nothing to call by that name; there are "
                  + String.join(", ", new TreeSet<>(calls.keySet())));
        }
      }
    }
  }

  void perform(Script.Step step) {
    try {
      perform(step.action());
    } catch (IllegalArgumentException e) {
      throw failed(step, e);
    }
  }

  private void perform(ScriptAction action) {
    long nowNs = clock.nowNs();
    switch (action) {
      case ScriptAction.SetLink set ->
          forEach(
              set.target(), model -> model.setProfile(model.profile().with(set.settings()), nowNs));
      case ScriptAction.Reset reset ->
          forEach(reset.target(), model -> model.setProfile(calmed(model, reset.keys()), nowNs));
      case ScriptAction.Blackhole blackhole ->
          forEach(blackhole.target(), model -> model.setBlackhole(true, nowNs));
      case ScriptAction.Restore restore ->
          forEach(restore.target(), model -> model.setBlackhole(false, nowNs));
      case ScriptAction.Rebind rebind -> {
        SimNat nat = nat(rebind.link());
        nat.rebind(
            rebind.newPublicAddress() == null ? nat.publicAddress() : rebind.newPublicAddress());
      }
      case ScriptAction.Call call -> calls.get(call.name()).run();
    }
  }

  private static LinkProfile calmed(LinkModel model, String keys) {
    LinkProfile initial = model.initialProfile();
    return keys.isEmpty() ? initial : model.profile().with(initial, keys);
  }

  private void forEach(LinkTarget target, Consumer<LinkModel> action) {
    SimLink link = network.link(target.link());
    if (target.way() != LinkTarget.Way.DOWN) {
      action.accept(link.up());
    }
    if (target.way() != LinkTarget.Way.UP) {
      action.accept(link.down());
    }
  }

  private SimNat nat(String link) {
    SimNat nat = network.link(link).nat();
    if (nat == null) {
      throw new IllegalArgumentException("link '" + link + "' has no NAT");
    }
    return nat;
  }

  private static IllegalArgumentException failed(Script.Step step, IllegalArgumentException e) {
    return new IllegalArgumentException("step '" + step + "': " + e.getMessage(), e);
  }
}
