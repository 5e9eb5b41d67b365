package org.tquic.launcher;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.BundleRevision;

/**
 * Starts an image's bundles, each in its turn, some of them beside the others. With one core only
 * one after the other, the role last: threads that take turns there cost more than they save.
 */
final class BundleStarts {
  private static final boolean SEVERAL_CORES = Runtime.getRuntime().availableProcessors() > 1;

  private final Image image;
  private final String role;

  /**
   * For a framework that runs already.
   *
   * @param role name of the role to run, null for none
   */
  BundleStarts(Image image, String role) {
    this.image = image;
    this.role = SEVERAL_CORES ? role : null;
  }

  /** Bundles that start on a thread of their own. */
  static final class Pending {
    private final FutureTask<Void> task;

    private Pending(FutureTask<Void> task) {
      this.task = task;
    }

    private void await() throws LaunchException {
      try {
        task.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof LaunchException failure) {
          throw failure;
        }
        throw new IllegalStateException(e.getCause());
      }
    }
  }

  /** Begins to start bundles, on a thread of their own where that helps. */
  Pending startBeside(List<Bundle> bundles) {
    List<Bundle> ordered = ordered(bundles);
    FutureTask<Void> task =
        new FutureTask<>(
            () -> {
              for (Bundle bundle : ordered) {
                start(bundle);
              }
              return null;
            });
    if (SEVERAL_CORES) {
      Thread.ofPlatform().name("tquic-start").daemon().start(task);
    } else {
      task.run();
    }
    return new Pending(task);
  }

  /**
   * Starts bundles; fragments are none that could be started.
   *
   * @param logging what has to have started before any of them logs
   * @throws LaunchException when one does not start; those after it are not tried
   */
  void start(List<Bundle> bundles, Pending logging) throws LaunchException {
    List<Pending> pending = new ArrayList<>(List.of(logging));
    for (Bundle bundle : ordered(bundles)) {
      if (turn(bundle) >= StartLevels.FIRST_TO_LOG) {
        logging.await();
      }
      if (StartLevels.isAwaited(bundle.getSymbolicName(), role)) {
        pending.add(startBeside(List.of(bundle)));
      } else {
        start(bundle);
      }
    }
    for (Pending last : pending) {
      last.await();
    }
  }

  private List<Bundle> ordered(List<Bundle> bundles) {
    return bundles.stream()
        .filter(bundle -> !isFragment(bundle))
        .sorted(Comparator.comparingInt(this::turn))
        .toList();
  }

  private int turn(Bundle bundle) {
    return StartLevels.turn(bundle.getSymbolicName(), role);
  }

  private void start(Bundle bundle) throws LaunchException {
    try {
      bundle.start();
    } catch (BundleException e) {
      throw notStarted(bundle, e);
    }
  }

  private LaunchException notStarted(Bundle bundle, BundleException failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return LaunchException.failed(
        "The bundle " + bundle.getSymbolicName() + " did not start: " + root.getMessage(),
        bundle.getLocation().contains(image.home().toUri().toString())
            ? "Unpack the distribution again; if it stays so, report it with this message."
            : "Mend the plug-in, " + bundle.getLocation() + ".",
        failure);
  }

  static boolean isFragment(Bundle bundle) {
    return (bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
  }
}
