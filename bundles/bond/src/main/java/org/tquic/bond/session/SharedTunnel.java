package org.tquic.bond.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.util.collection.LongObjectHashMap;
import io.netty.util.collection.LongObjectMap;
import java.util.List;
import org.tquic.api.bond.PathReason;
import org.tquic.api.engine.DatagramRoom;
import org.tquic.api.engine.MultipathChannel;
import org.tquic.api.engine.PathChanged;
import org.tquic.bond.wire.ControlMessage;
import org.tquic.bond.wire.DataHeader;
import org.tquic.masque.AddressAssign;
import org.tquic.masque.IpTunnel;
import org.tquic.masque.IpTunnelListener;

/**
 * One tunnel over all paths of a multipath connection. Each path belongs to somebody, who gets what
 * comes on it and is told of its end; no path matters more than another, the first included. Used
 * on the owner loop.
 */
final class SharedTunnel implements IpTunnelListener {
  /** The path of the handshake (draft-ietf-quic-multipath section 1). */
  static final long FIRST_PATH = 0;

  private final MultipathChannel channel;
  private final Owner owner;
  private final LongObjectMap<PathOwner> paths = new LongObjectHashMap<>();
  private IpTunnel tunnel;
  private boolean unflushed;
  private boolean closing;

  /** Who has one path of the tunnel. */
  interface PathOwner {
    /** One datagram came on the path; takes ownership. */
    void onDatagram(long contextId, ByteBuf payload);

    /**
     * The path is closed, alone or with the connection. Called once.
     *
     * @param evidence why, for people, or empty
     */
    void onPathClosed(String evidence);
  }

  /** Who has the tunnel. */
  interface Owner {
    /** One datagram came on a path that nobody has; takes ownership. */
    void onUnclaimed(SharedTunnel tunnel, long pathId, long contextId, ByteBuf payload);

    /** The last datagram of a batch was given. */
    void onReadComplete();

    /** A path that had no room for datagrams has room again. */
    default void onRoom() {}

    /** The peer assigned addresses. */
    default void onAddressAssign(AddressAssign assign) {}

    /** The connection ends; the owners of its paths are told next. */
    void onClosed(SharedTunnel tunnel);
  }

  private SharedTunnel(MultipathChannel channel, Owner owner) {
    this.channel = channel;
    this.owner = owner;
    channel.pipeline().addLast(new PathEvents());
  }

  /** A tunnel about to be opened on the channel, or null where its peer wants one path only. */
  static SharedTunnel on(QuicChannel channel, Owner owner) {
    return channel instanceof MultipathChannel several && several.isMultipath()
        ? new SharedTunnel(several, owner)
        : null;
  }

  /** The request was accepted. */
  void open(IpTunnel accepted) {
    tunnel = accepted;
  }

  boolean isOpen() {
    return tunnel != null && !closing;
  }

  IpTunnel tunnel() {
    return tunnel;
  }

  MultipathChannel channel() {
    return channel;
  }

  /** Gives the path to a new owner. */
  void claim(long pathId, PathOwner newOwner) {
    paths.put(pathId, newOwner);
  }

  /** Queues one datagram for one path; takes ownership. */
  boolean send(long pathId, long contextId, ByteBuf payload) {
    ByteBuf datagram = tunnel.encode(contextId, payload);
    if (datagram == null) {
      return false;
    }
    unflushed = true;
    return channel.sendDatagram(pathId, datagram);
  }

  /** Sends what was queued; costs nothing where another carrier of the batch was flushed before. */
  void flush() {
    if (unflushed) {
      unflushed = false;
      tunnel.flush();
    }
  }

  /** Closes a path that somebody has, and the connection with the last one. */
  void closePath(long pathId, PathReason reason) {
    PathOwner told = paths.remove(pathId);
    if (told == null) {
      return;
    }
    if (!closing && !channel.closePath(pathId) && channel.path(pathId) != null) {
      close(reason);
    }
    // Later, as the end of a connection is told later too: who closes a path is not done yet.
    channel.eventLoop().execute(() -> told.onPathClosed(""));
  }

  /** Closes the connection and tells the peer. */
  void close(PathReason reason) {
    if (!closing) {
      closing = true;
      TunnelTransport.close(channel, reason);
    }
  }

  private final class PathEvents extends ChannelInboundHandlerAdapter {
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      if (event == DatagramRoom.AGAIN) {
        owner.onRoom();
      } else if (event instanceof PathChanged changed) {
        onPathChanged(changed);
      }
      ctx.fireUserEventTriggered(event);
    }
  }

  private void onPathChanged(PathChanged changed) {
    boolean ended =
        switch (changed.change()) {
          case CLOSED -> true;
          // A path whose peer moved goes on where it was if the new address is not proven.
          case VALIDATION_FAILED -> channel.path(changed.pathId()) == null;
          default -> false;
        };
    PathOwner told = ended ? paths.remove(changed.pathId()) : null;
    if (told != null) {
      told.onPathClosed("the path " + changed.pathId() + " was closed");
    }
  }

  @Override
  public boolean knowsContext(long contextId) {
    return contextId == DataHeader.CONTEXT || contextId == ControlMessage.CONTEXT;
  }

  @Override
  public void onDatagram(long contextId, ByteBuf payload) {
    long arrival = channel.arrivalPath();
    // What overtook the answer to the request is read again later, when its path is forgotten. No
    // other path was announced by then.
    long pathId = arrival == MultipathChannel.NO_PATH ? FIRST_PATH : arrival;
    PathOwner pathOwner = paths.get(pathId);
    if (pathOwner != null) {
      pathOwner.onDatagram(contextId, payload);
    } else {
      owner.onUnclaimed(this, pathId, contextId, payload);
    }
  }

  @Override
  public void onReadComplete() {
    owner.onReadComplete();
  }

  @Override
  public void onAddressAssign(AddressAssign assign) {
    owner.onAddressAssign(assign);
  }

  @Override
  public void onClosed(Throwable cause) {
    closing = true;
    owner.onClosed(this);
    String evidence = cause == null ? "" : String.valueOf(cause.getMessage());
    List<PathOwner> told = List.copyOf(paths.values());
    paths.clear();
    told.forEach(pathOwner -> pathOwner.onPathClosed(evidence));
    // Without its tunnel the connection is of no use.
    channel.close();
  }
}
