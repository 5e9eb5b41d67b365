package org.tquic.bond.session;

import io.netty.handler.codec.quic.QuicChannel;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.api.bond.PathReason;
import org.tquic.bond.ServerBondsPolicy;
import org.tquic.bond.ServerBondsPolicy.Admission;
import org.tquic.masque.PeerCertificates;

/**
 * Connections of peers that are not paired. Anybody may connect, for that is how a router enrols;
 * but a server has places for so many connections only, and who is still a stranger when an
 * enrolment would be over has to leave, lest strangers keep routers out.
 */
final class Strangers {
  /** Twice the time that a router has to enrol in. */
  static final long PATIENCE_SECONDS = 30;

  private static final Logger LOG = LoggerFactory.getLogger(Strangers.class);

  private final ServerBondsPolicy policy;

  Strangers(ServerBondsPolicy policy) {
    this.policy = policy;
  }

  /** Looks later who it is; on its loop. */
  void watch(QuicChannel channel) {
    ScheduledFuture<?> look =
        channel.eventLoop().schedule(() -> look(channel), PATIENCE_SECONDS, TimeUnit.SECONDS);
    channel.closeFuture().addListener(closed -> look.cancel(false));
  }

  private void look(QuicChannel channel) {
    if (policy.admit(PeerCertificates.of(channel)) instanceof Admission.Refused refused) {
      LOG.debug("{} has to leave: {}", channel.remoteSocketAddress(), refused.detail());
      TunnelTransport.close(channel, PathReason.NOT_PAIRED);
    }
  }
}
