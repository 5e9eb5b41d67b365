package org.tquic.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.tquic.linux.netlink.LinkMessage;
import org.tquic.linux.netlink.NetlinkListener;
import org.tquic.linux.netlink.NetlinkMessage;
import org.tquic.linux.netlink.NetlinkMonitor;
import org.tquic.linux.netlink.RtNetlink;

/** Waits for links to become operational, RFC 2863. */
final class OperationalLinks implements NetlinkListener, AutoCloseable {
  private static final int OPERATIONAL = 6;

  private final CountDownLatch all = new CountDownLatch(1);
  private final Set<String> missing;
  private final RtNetlink netlink = RtNetlink.open();
  private final NetlinkMonitor monitor;

  OperationalLinks(Set<String> names) {
    missing = new HashSet<>(names);
    monitor = NetlinkMonitor.start(this);
  }

  void await() throws InterruptedException {
    assertThat(all.await(20, TimeUnit.SECONDS)).as("operational links").isTrue();
  }

  @Override
  public void onResync() {
    netlink.links().forEach(this::onMessage);
  }

  @Override
  public void onMessage(NetlinkMessage message) {
    if (message instanceof LinkMessage link && link.operState() == OPERATIONAL) {
      missing.remove(link.name());
      if (missing.isEmpty()) {
        all.countDown();
      }
    }
  }

  @Override
  public void onDrained() {}

  @Override
  public void onFailure(RuntimeException cause) {
    throw cause;
  }

  @Override
  public void close() {
    monitor.close();
    netlink.close();
  }
}
