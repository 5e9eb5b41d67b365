package org.tquic.paths.doctor.step;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.tquic.api.engine.QuicEngine;

/** The engines of an examination, each with a loop of its own. Thread-safe. */
public final class Engines implements AutoCloseable {
  private static final int SHUTDOWN_SECONDS = 1;

  private final Optional<Running> inUse;
  private final Optional<Running> independent;

  /** An engine and the loop that its connections live on. */
  record Running(QuicEngine engine, EventLoopGroup group, EventLoop loop) {
    static Running start(QuicEngine engine) {
      EventLoopGroup group = engine.newEventLoopGroup(1, "tquic-doctor-" + engine.id());
      EventLoop loop = group.next();
      // A thread lives in the network namespace of the one that started it: let it be this one.
      loop.submit(() -> {}).syncUninterruptibly();
      return new Running(engine, group, loop);
    }
  }

  private Engines(Optional<Running> inUse, Optional<Running> independent) {
    this.inUse = inUse;
    this.independent = independent;
  }

  /**
   * Starts loops.
   *
   * @param inUse the engine of the bond, if it is here
   * @param independent another one, if there is one
   */
  public static Engines start(Optional<QuicEngine> inUse, Optional<QuicEngine> independent) {
    return new Engines(inUse.map(Running::start), independent.map(Running::start));
  }

  Optional<Running> get(boolean ofTheBond) {
    return ofTheBond ? inUse : independent;
  }

  /** Ends the loops, after what they still have to send. */
  @Override
  public void close() {
    inUse.ifPresent(Engines::stop);
    independent.ifPresent(Engines::stop);
  }

  private static void stop(Running running) {
    running.group().shutdownGracefully(100, 1000 * SHUTDOWN_SECONDS, TimeUnit.MILLISECONDS);
  }
}
