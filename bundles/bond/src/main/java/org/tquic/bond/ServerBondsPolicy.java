package org.tquic.bond;

import io.netty.buffer.ByteBuf;
import java.security.cert.X509Certificate;
import java.util.List;
import org.tquic.api.bond.PathStatus;
import org.tquic.masque.HttpRequestInfo;
import org.tquic.masque.Responder;

/** What a server decides about its routers, and what it is told of them; on the owner loop. */
public interface ServerBondsPolicy {
  /** Whether a client may join, by the certificate whose key it has proved to own. */
  Admission admit(List<X509Certificate> chain);

  /** The answer to a client. */
  sealed interface Admission {
    /** It may; its router has this name. */
    record Admitted(String name) implements Admission {}

    /** It may not: HTTP status, problem type, and words for its owner. */
    record Refused(int status, String type, String detail) implements Admission {}
  }

  /**
   * The inner addresses of a router, always the same ones.
   *
   * @throws org.tquic.api.TquicException when none is left
   */
  List<InetPrefix> lease(String name);

  /** A request that is not for a tunnel. */
  void onRequest(HttpRequestInfo request, Responder responder);

  /** The largest inner packet that fits every bond; never 0. */
  void onMtu(int bytes);

  /** A path changed its state. */
  void onPath(PathStatus path);

  /** An inner packet is too large for its router's bond; valid during the call only. */
  void onTooBig(ByteBuf packet, int maxBytes);
}
