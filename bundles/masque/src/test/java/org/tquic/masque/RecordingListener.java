package org.tquic.masque;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Collects what happens on a tunnel. */
final class RecordingListener implements IpTunnelListener {
  record Datagram(long contextId, String hex) {}

  /** Stands for an orderly end, for queues hold no null. */
  static final Object ORDERLY = "closed in order";

  final BlockingQueue<Datagram> datagrams = new LinkedBlockingQueue<>();
  final BlockingQueue<Object> capsules = new LinkedBlockingQueue<>();
  final BlockingQueue<Integer> completions = new LinkedBlockingQueue<>();
  final CompletableFuture<Object> closed = new CompletableFuture<>();
  private final Set<Long> contexts;
  private int sinceCompletion;

  RecordingListener(Long... contexts) {
    this.contexts = Set.of(contexts);
  }

  @Override
  public boolean knowsContext(long contextId) {
    return contexts.contains(contextId);
  }

  @Override
  public void onDatagram(long contextId, ByteBuf payload) {
    datagrams.add(new Datagram(contextId, ByteBufUtil.hexDump(payload)));
    payload.release();
    sinceCompletion++;
  }

  @Override
  public void onReadComplete() {
    completions.add(sinceCompletion);
    sinceCompletion = 0;
  }

  @Override
  public void onAddressAssign(AddressAssign assign) {
    capsules.add(assign);
  }

  @Override
  public void onAddressRequest(AddressRequest request) {
    capsules.add(request);
  }

  @Override
  public void onRouteAdvertisement(RouteAdvertisement routes) {
    capsules.add(routes);
  }

  @Override
  public void onClosed(Throwable cause) {
    if (!closed.complete(cause == null ? ORDERLY : cause)) {
      throw new IllegalStateException("closed twice");
    }
  }

  Object awaitClosed() throws Exception {
    return closed.get(10, TimeUnit.SECONDS);
  }

  static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    T next = queue.poll(10, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing came");
    }
    return next;
  }
}
