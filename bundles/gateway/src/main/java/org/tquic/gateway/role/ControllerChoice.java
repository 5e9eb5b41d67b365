package org.tquic.gateway.role;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.tquic.api.engine.QuicEngine;
import org.tquic.bond.CongestionChoice;
import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.congestion.EngineController;

/**
 * The congestion controller of a run. A multipath engine runs controllers that plug-ins make; any
 * other has its own, of which a plug-in names one. Used on the control thread.
 */
final class ControllerChoice implements AutoCloseable {
  private static final String KIND = "congestion controller";

  private final QuicEngine engine;
  private final LiveChoice<?> plugins;
  private final Supplier<Optional<CongestionChoice>> chosen;

  private <T> ControllerChoice(
      RoleContext context,
      QuicEngine engine,
      Consumer<CongestionChoice> apply,
      Class<T> type,
      Function<T, String> idOf,
      Predicate<T> suitable,
      UnaryOperator<T> guard,
      Function<T, CongestionChoice> choiceOf) {
    LiveChoice<T> choice =
        new LiveChoice<>(
            context,
            type,
            KIND,
            idOf,
            suitable,
            guard,
            engine.isMultipath(),
            found -> apply.accept(orBuiltIn(found.map(choiceOf), engine)));
    this.engine = engine;
    this.plugins = choice;
    this.chosen = () -> choice.current().map(choiceOf);
  }

  /**
   * A choice that is not made yet.
   *
   * @param guard watches over the code of plug-ins
   * @param apply makes the run use the controller; returns when it does
   */
  static ControllerChoice of(
      RoleContext context,
      QuicEngine engine,
      UnaryOperator<CongestionControllerFactory> guard,
      Consumer<CongestionChoice> apply) {
    if (engine.isMultipath()) {
      // What a connection that is given no plug-in runs on, an enrolment for example.
      String builtIn = Fallback.congestion(engine).algorithm();
      return new ControllerChoice(
          context,
          engine,
          apply,
          CongestionControllerFactory.class,
          CongestionControllerFactory::id,
          any -> true,
          guard,
          factory -> new CongestionChoice(factory.id(), builtIn, factory));
    }
    return new ControllerChoice(
        context,
        engine,
        apply,
        EngineController.class,
        EngineController::id,
        controller -> controller.engine().equals(engine.id()),
        UnaryOperator.identity(),
        controller -> new CongestionChoice(controller.id(), controller.algorithm()));
  }

  private static CongestionChoice orBuiltIn(Optional<CongestionChoice> plugin, QuicEngine engine) {
    return plugin.orElseGet(() -> Fallback.congestion(engine));
  }

  /**
   * Checks that there is a plug-in with this id now.
   *
   * @throws org.tquic.api.TquicException when there is none
   */
  void require(String id) {
    plugins.require(id);
  }

  /**
   * Makes the first choice, waiting for bundles that start a little later.
   *
   * @throws org.tquic.api.TquicException when no plug-in with this id comes
   */
  void start(String id) {
    plugins.start(id);
  }

  /** The controller in use; any thread. */
  CongestionChoice current() {
    return orBuiltIn(chosen.get(), engine);
  }

  /** Ids that can be chosen; any thread. */
  List<String> ids() {
    return plugins.ids();
  }

  /**
   * Changes the choice.
   *
   * @throws org.tquic.api.TquicException when no plug-in has this id
   */
  void select(String id) {
    plugins.select(id);
  }

  @Override
  public void close() {
    plugins.close();
  }
}
