package org.tquic.gateway.role;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.api.TquicException;

/** Tells when the files of a folder change, by the kernel's own events. */
final class RegistryWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RegistryWatch.class);

  private final WatchService watch;
  private final Runnable onChange;

  private RegistryWatch(WatchService watch, Runnable onChange) {
    this.watch = watch;
    this.onChange = onChange;
  }

  /**
   * Watches a folder that is there.
   *
   * @param onChange called on a thread of the watch's own, once for changes that come together
   * @throws TquicException when the kernel refuses
   */
  static RegistryWatch open(Path folder, Runnable onChange) {
    try {
      WatchService watch = folder.getFileSystem().newWatchService();
      folder.register(
          watch,
          StandardWatchEventKinds.ENTRY_CREATE,
          StandardWatchEventKinds.ENTRY_MODIFY,
          StandardWatchEventKinds.ENTRY_DELETE);
      RegistryWatch registryWatch = new RegistryWatch(watch, onChange);
      Thread.ofPlatform().name("tquic-registry").daemon().start(registryWatch::run);
      return registryWatch;
    } catch (IOException e) {
      throw new TquicException(
          "changes of " + folder + " cannot be watched: " + e.getMessage(),
          "raise fs.inotify.max_user_instances (sysctl), or choose another folder with --state",
          e);
    }
  }

  private void run() {
    try {
      boolean valid = true;
      while (valid) {
        WatchKey key = watch.take();
        key.pollEvents();
        onChange.run();
        valid = key.reset();
      }
      LOG.warn("the folder of the routers is gone; revocations count from the next start on");
    } catch (ClosedWatchServiceException e) {
      LOG.debug("the watch ends");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    try {
      watch.close();
    } catch (IOException e) {
      LOG.debug("closing the watch", e);
    }
  }
}
