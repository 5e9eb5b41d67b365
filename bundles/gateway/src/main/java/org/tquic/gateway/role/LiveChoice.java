package org.tquic.gateway.role;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.tquic.api.TquicException;

/**
 * The plug-in of one kind that a role uses: the one whose id the operator chose while it is there,
 * else none, until it comes back. Used on the control thread.
 *
 * @param <T> type of the plug-in
 */
final class LiveChoice<T> implements AutoCloseable {
  private static final Duration START_BOUND = Duration.ofSeconds(3);
  private static final Duration SWAP_BOUND = Duration.ofSeconds(1);

  private final RoleContext context;
  private final String kind;
  private final Consumer<Optional<T>> apply;
  private final Plugins<T> plugins;
  private final boolean again;
  private String wanted = "";
  private volatile T current;
  private volatile boolean started;

  /**
   * A choice that is not made yet.
   *
   * @param kind what it is called in messages and flags
   * @param guard gives what is used in a plug-in's place
   * @param again whether to choose what is in use starts it anew
   * @param apply makes the role use the plug-in, or its own built-in; returns when it does
   */
  LiveChoice(
      RoleContext context,
      Class<T> type,
      String kind,
      Function<T, String> idOf,
      Predicate<T> suitable,
      UnaryOperator<T> guard,
      boolean again,
      Consumer<Optional<T>> apply) {
    this.context = context;
    this.kind = kind;
    this.again = again;
    this.apply = apply;
    this.plugins =
        new Plugins<>(context.bundles(), type, kind, idOf, suitable, guard, this::onPluginsChanged);
  }

  /**
   * Makes the first choice, waiting for bundles that start a little later.
   *
   * @throws TquicException when no plug-in with this id comes
   */
  void start(String id) {
    current = plugins.await(id, START_BOUND, context.stopping());
    wanted = id;
    started = true;
    // What came or went in between was not told.
    reconcile();
  }

  /**
   * Checks that there is a plug-in with this id now.
   *
   * @throws TquicException when there is none
   */
  void require(String id) {
    plugins.require(id);
  }

  /** The plug-in in use, or empty for the built-in; any thread. */
  Optional<T> current() {
    return Optional.ofNullable(current);
  }

  /** Ids that can be chosen; any thread. */
  List<String> ids() {
    return plugins.ids();
  }

  /**
   * Changes the choice. One that failed and was replaced is given another chance if it is chosen
   * again.
   *
   * @throws TquicException when no plug-in has this id
   */
  void select(String id) {
    T chosen = plugins.require(id);
    wanted = id;
    if (chosen == current && again) {
      apply.accept(Optional.of(chosen));
    } else {
      reconcile();
    }
  }

  /** A plug-in that goes waits until it is no longer used, with a bound. */
  private void onPluginsChanged(boolean gone) {
    if (!started) {
      return;
    }
    if (gone && !context.frameworkStopping()) {
      context.control().executeAndWait(SWAP_BOUND, this::reconcile);
    } else {
      context.control().execute(this::reconcile);
    }
  }

  private void reconcile() {
    if (!started || context.frameworkStopping()) {
      return;
    }
    T now = plugins.get(wanted).orElse(null);
    if (now == current) {
      return;
    }
    current = now;
    apply.accept(Optional.ofNullable(now));
    if (now == null) {
      context
          .launcher()
          .notice(
              "the " + kind + " '" + wanted + "' is gone; the built-in one has taken over",
              "put its jar back into plugins/ of the state folder, or choose another");
    }
  }

  @Override
  public void close() {
    started = false;
    plugins.close();
  }
}
