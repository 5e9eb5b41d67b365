package org.tquic.bond.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFuture;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.tquic.api.engine.LinkBinding;
import org.tquic.api.engine.MultipathChannel;
import org.tquic.api.engine.PathChanged;
import org.tquic.api.engine.PathInfo;
import org.tquic.spi.congestion.CongestionControllerFactory;
import org.tquic.spi.scheduler.PathSchedulerFactory;

/**
 * A multipath connection without a network, on a clock that the test moves: what it is asked to do
 * is kept, and what happens to its paths is the test's word. What is not said here an {@link
 * EmbeddedChannel} does.
 */
final class FakeConnection implements InvocationHandler {
  /** More than any test sends. */
  private static final long ROOM_BYTES = 1_000_000;

  final EmbeddedChannel embedded = new EmbeddedChannel();
  final MultipathChannel channel =
      (MultipathChannel)
          Proxy.newProxyInstance(
              MultipathChannel.class.getClassLoader(),
              new Class<?>[] {MultipathChannel.class},
              this);
  final Map<Long, PathInfo> paths = new TreeMap<>();
  final Deque<Promise<Long>> openings = new ArrayDeque<>();
  final List<LinkBinding> opened = new ArrayList<>();
  final List<String> sent = new ArrayList<>();
  final List<Long> closedPaths = new ArrayList<>();
  final List<CongestionControllerFactory> controllers = new ArrayList<>();
  final Map<Long, String> ownControllers = new TreeMap<>();
  final List<String> notes = new ArrayList<>();
  final List<PathSchedulerFactory> schedulers = new ArrayList<>();
  boolean multipath = true;
  long arrivalPath = MultipathChannel.NO_PATH;
  int maxDatagramBytes = 1400;
  String closeReason;
  InetSocketAddress remote;

  FakeConnection() {
    embedded.freezeTime();
    addPath(0);
  }

  void addPath(long id) {
    InetSocketAddress address = new InetSocketAddress("127.0.0.1", 1000 + (int) id);
    paths.put(
        id,
        new PathInfo(
            id,
            "",
            address,
            address,
            true,
            false,
            1472,
            10_000_000,
            9_000_000,
            30_000,
            0,
            0,
            -1,
            0,
            "fake"));
  }

  /** The path ends, as far as the connection is concerned. */
  void losePath(long id) {
    paths.remove(id);
    change(id, PathChanged.Change.CLOSED);
  }

  void change(long id, PathChanged.Change change) {
    embedded.pipeline().fireUserEventTriggered(new PathChanged(id, change, null, null));
  }

  /** The oldest attempt at a path succeeds. */
  void validate(long id) {
    addPath(id);
    openings.remove().setSuccess(id);
  }

  void advanceMs(long ms) {
    embedded.advanceTimeBy(ms, TimeUnit.MILLISECONDS);
    embedded.runScheduledPendingTasks();
    embedded.runPendingTasks();
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    return switch (method.getName()) {
      case "isMultipath" -> multipath;
      case "openPath" -> openPath((LinkBinding) arguments[0]);
      case "closePath" -> closePath((Long) arguments[0]);
      case "paths" -> List.copyOf(paths.values());
      case "path" -> paths.get((Long) arguments[0]);
      case "pathCounters" -> Map.of("packetsLost", 3L);
      case "notePath" -> notes.add(arguments[0] + ":" + arguments[1] + " " + arguments[2]);
      case "sendDatagram" -> sendDatagram((Long) arguments[0], (ByteBuf) arguments[1]);
      case "datagramRoom" -> paths.containsKey((Long) arguments[0]) ? ROOM_BYTES : 0L;
      case "maxDatagramBytes" -> paths.containsKey((Long) arguments[0]) ? maxDatagramBytes : 0;
      case "arrivalPath" -> arrivalPath;
      case "selectCongestion" ->
          arguments.length == 1
              ? controllers.add((CongestionControllerFactory) arguments[0])
              : ownControllers.put((Long) arguments[0], String.valueOf(arguments[1]));
      case "followCongestion" -> ownControllers.remove((Long) arguments[0]);
      case "selectScheduler" -> schedulers.add((PathSchedulerFactory) arguments[0]);
      case "remoteSocketAddress" -> remote;
      case "sslEngine" -> null;
      case "close" -> close(arguments);
      default -> byEmbedded(method, arguments);
    };
  }

  private Future<Long> openPath(LinkBinding link) {
    opened.add(link);
    Promise<Long> promise = embedded.eventLoop().newPromise();
    openings.add(promise);
    return promise;
  }

  private boolean closePath(long id) {
    if (!paths.containsKey(id) || paths.size() == 1) {
      return false;
    }
    paths.remove(id);
    closedPaths.add(id);
    return true;
  }

  private boolean sendDatagram(long id, ByteBuf datagram) {
    sent.add(id + ":" + ByteBufUtil.hexDump(datagram));
    datagram.release();
    return paths.containsKey(id);
  }

  private ChannelFuture close(Object[] arguments) {
    if (arguments != null) {
      ByteBuf reason = (ByteBuf) arguments[2];
      closeReason = reason.toString(StandardCharsets.US_ASCII);
      reason.release();
    }
    return embedded.close();
  }

  private Object byEmbedded(Method method, Object[] arguments) throws Throwable {
    try {
      return EmbeddedChannel.class
          .getMethod(method.getName(), method.getParameterTypes())
          .invoke(embedded, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
