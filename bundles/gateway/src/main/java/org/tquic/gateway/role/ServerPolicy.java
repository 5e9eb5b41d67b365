package org.tquic.gateway.role;

import io.netty.buffer.ByteBuf;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tquic.api.bond.PathReason;
import org.tquic.api.bond.PathState;
import org.tquic.api.bond.PathStatus;
import org.tquic.bond.InetPrefix;
import org.tquic.bond.ServerBondsPolicy;
import org.tquic.gateway.pool.AddressPool;
import org.tquic.identity.Authorisation.Authorised;
import org.tquic.identity.Authorisation.Revoked;
import org.tquic.identity.Authorisation.Unknown;
import org.tquic.identity.EnrolmentAnswer;
import org.tquic.identity.EnrolmentFormatException;
import org.tquic.identity.EnrolmentRequest;
import org.tquic.identity.EnrolmentResult;
import org.tquic.identity.Fingerprint;
import org.tquic.identity.IdentityException;
import org.tquic.identity.PairingRegistry;
import org.tquic.masque.HttpRequestInfo;
import org.tquic.masque.Responder;

/**
 * Whom a server lets in: routers whose keys are paired. A stranger may enrol, and nothing else.
 * Called on the owner loop; what waits for the disk is done on the control thread.
 */
final class ServerPolicy implements ServerBondsPolicy {
  /** Problem type: the key was paired and is revoked. */
  static final String REVOKED = "revoked";

  /** Problem type: the key was never paired. */
  static final String UNKNOWN_ROUTER = "unknown-router";

  /** Problem type: the pool is exhausted; the bond refuses with it by itself. */
  static final String NO_ADDRESS = "no-address";

  private static final Logger LOG = LoggerFactory.getLogger(ServerPolicy.class);
  private static final int FORBIDDEN = 403;

  /** Strangers may keep the control thread busy for this many requests, not more. */
  private static final int ENROLMENTS_WAITING = 16;

  private final PairingRegistry registry;
  private final Fingerprint server;
  private final AddressPool pool;
  private final Executor control;
  private final IntConsumer onMtu;
  private final Consumer<PathStatus> onPath;
  private final BiConsumer<ByteBuf, Integer> onTooBig;
  private final Semaphore enrolments = new Semaphore(ENROLMENTS_WAITING);
  private final EnrolmentLog log = new EnrolmentLog(System::nanoTime);

  ServerPolicy(
      PairingRegistry registry,
      Fingerprint server,
      AddressPool pool,
      Executor control,
      IntConsumer onMtu,
      Consumer<PathStatus> onPath,
      BiConsumer<ByteBuf, Integer> onTooBig) {
    this.registry = registry;
    this.server = server;
    this.pool = pool;
    this.control = control;
    this.onMtu = onMtu;
    this.onPath = onPath;
    this.onTooBig = onTooBig;
  }

  @Override
  public Admission admit(List<X509Certificate> chain) {
    try {
      Fingerprint key = Fingerprint.ofPeer(chain.toArray(X509Certificate[]::new));
      return switch (registry.authorise(key)) {
        case Authorised(String name) -> new Admission.Admitted(name);
        case Revoked(String name) ->
            new Admission.Refused(FORBIDDEN, REVOKED, "the pairing of " + name + " was revoked");
        case Unknown() ->
            new Admission.Refused(
                FORBIDDEN, UNKNOWN_ROUTER, "this server does not know the router's key");
      };
    } catch (CertificateException e) {
      return new Admission.Refused(FORBIDDEN, UNKNOWN_ROUTER, e.getMessage());
    } catch (IdentityException e) {
      LOG.error("nobody is let in: {}; {}", e.getMessage(), e.remedy());
      return new Admission.Refused(503, "unavailable", "the server cannot read its registry");
    }
  }

  @Override
  public List<InetPrefix> lease(String name) {
    return pool.lease(name).addresses().stream()
        .map(address -> new InetPrefix(address.address(), address.length()))
        .toList();
  }

  @Override
  public void onRequest(HttpRequestInfo request, Responder responder) {
    if (!request.path().equals(EnrolmentRequest.PATH)) {
      responder.problem(404, "about:blank", "nothing is here");
      return;
    }
    if (!request.method().equals("POST")) {
      responder.problem(405, "about:blank", "only POST is of use here");
      return;
    }
    if (!enrolments.tryAcquire()) {
      responder.problem(503, "busy", "too many enrolments at once; try again");
      return;
    }
    control.execute(
        () -> {
          try {
            enrol(request, responder);
          } finally {
            enrolments.release();
          }
        });
  }

  private void enrol(HttpRequestInfo request, Responder responder) {
    try {
      Fingerprint client =
          Fingerprint.ofPeer(request.peerCertificates().toArray(X509Certificate[]::new));
      EnrolmentRequest enrolment = EnrolmentRequest.parse(request.body());
      EnrolmentResult result = registry.enrol(enrolment.code(), enrolment.proof(), client, server);
      log.result(enrolment.code(), result);
      if (result instanceof EnrolmentResult.Enrolled(String name)) {
        // Now, and not when it joins, so that the owner loop never waits for the disk.
        pool.lease(name);
      }
      responder.respond(
          EnrolmentAnswer.status(result),
          Map.of("content-type", EnrolmentRequest.CONTENT_TYPE),
          EnrolmentAnswer.encode(result));
    } catch (CertificateException e) {
      responder.problem(FORBIDDEN, UNKNOWN_ROUTER, e.getMessage());
    } catch (EnrolmentFormatException e) {
      responder.problem(400, "malformed", e.getMessage());
    } catch (RuntimeException e) {
      log.failure(e);
      responder.problem(503, "unavailable", Failures.of(e).getMessage());
    }
  }

  @Override
  public void onMtu(int bytes) {
    onMtu.accept(bytes);
  }

  @Override
  public void onPath(PathStatus path) {
    onPath.accept(path);
    LOG.info(
        "path of {} over {}: {}{}",
        path.bond(),
        path.link(),
        path.state(),
        path.reason() == PathReason.NONE ? "" : ", " + path.reason());
    if (path.state() == PathState.ACTIVE) {
      control.execute(() -> markSeen(path.bond()));
    }
  }

  private void markSeen(String name) {
    try {
      registry.markSeen(name);
    } catch (IdentityException e) {
      LOG.warn("cannot note that {} is here: {}; {}", name, e.getMessage(), e.remedy());
    }
  }

  @Override
  public void onTooBig(ByteBuf packet, int maxBytes) {
    onTooBig.accept(packet, maxBytes);
  }
}
