package org.tquic.bond.session;

import io.netty.buffer.ByteBuf;
import java.security.cert.X509Certificate;
import java.util.List;
import org.tquic.api.bond.PathStatus;
import org.tquic.bond.CongestionChoice;
import org.tquic.bond.InetPrefix;
import org.tquic.bond.ServerBondsConfig;
import org.tquic.bond.ServerBondsPolicy;
import org.tquic.masque.HttpRequestInfo;
import org.tquic.masque.Responder;

/** A server's policy that lets everybody in, or nobody, as the test has it. */
final class FixedPolicy implements ServerBondsPolicy {
  Admission admission;

  FixedPolicy(Admission admission) {
    this.admission = admission;
  }

  /** The sessions of a server with this policy and without an engine. */
  ServerSessions sessions() {
    return new ServerSessions(
        new ServerBondsConfig(null, null, null, null, null, new CongestionChoice("none", "none")),
        null,
        this);
  }

  @Override
  public Admission admit(List<X509Certificate> chain) {
    return admission;
  }

  @Override
  public List<InetPrefix> lease(String name) {
    return List.of();
  }

  @Override
  public void onRequest(HttpRequestInfo request, Responder responder) {}

  @Override
  public void onMtu(int bytes) {}

  @Override
  public void onPath(PathStatus path) {}

  @Override
  public void onTooBig(ByteBuf packet, int maxBytes) {}
}
