package org.tquic.gateway.role;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.tquic.bond.CongestionChoice;

/**
 * The congestion controllers of links that have one of their own: each follows its plug-in as it
 * comes and goes. Used on the control thread.
 */
final class LinkChoices implements AutoCloseable {
  /** Chosen for a link, it has that of all links again. */
  static final String COMMON = "default";

  private final Function<Consumer<CongestionChoice>, ControllerChoice> newChoice;
  private final BiConsumer<String, CongestionChoice> apply;
  private final Map<String, ControllerChoice> choices = new ConcurrentSkipListMap<>();
  private Map<String, String> configured = Map.of();

  /**
   * No link has one.
   *
   * @param newChoice makes a choice that tells the consumer when it changes
   * @param apply makes the run use the controller on a link; null for that of all links
   */
  LinkChoices(
      Function<Consumer<CongestionChoice>, ControllerChoice> newChoice,
      BiConsumer<String, CongestionChoice> apply) {
    this.newChoice = newChoice;
    this.apply = apply;
  }

  /**
   * Chooses for a link.
   *
   * @param id of the plug-in, or {@link #COMMON}
   * @throws org.tquic.api.TquicException when no plug-in with this id comes
   */
  void select(String link, String id) {
    ControllerChoice known = choices.get(link);
    if (id.equals(COMMON)) {
      if (known != null) {
        choices.remove(link);
        known.close();
        apply.accept(link, null);
      }
    } else if (known != null) {
      known.select(id);
    } else {
      ControllerChoice fresh = newChoice.apply(choice -> apply.accept(link, choice));
      try {
        fresh.start(id);
        apply.accept(link, fresh.current());
      } catch (RuntimeException e) {
        fresh.close();
        throw e;
      }
      choices.put(link, fresh);
    }
  }

  /**
   * Takes what is configured; what was chosen otherwise stays until its link is configured.
   *
   * @param wanted ids by links
   */
  void configure(Map<String, String> wanted) {
    Map<String, String> before = configured;
    configured = Map.copyOf(wanted);
    for (String link : List.copyOf(before.keySet())) {
      if (!wanted.containsKey(link)) {
        select(link, COMMON);
      }
    }
    wanted.forEach(
        (link, id) -> {
          if (!id.equals(before.get(link))) {
            select(link, id);
          }
        });
  }

  /** The controller of a link that has one of its own; any thread. */
  Optional<CongestionChoice> of(String link) {
    return Optional.ofNullable(choices.get(link)).map(ControllerChoice::current);
  }

  /** Has a run that has only now begun to use links use them. */
  void applyAll() {
    choices.forEach((link, choice) -> apply.accept(link, choice.current()));
  }

  @Override
  public void close() {
    choices.values().forEach(ControllerChoice::close);
    choices.clear();
  }
}
