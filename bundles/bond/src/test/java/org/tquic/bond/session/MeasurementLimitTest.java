package org.tquic.bond.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tquic.bond.ServerBondsPolicy.Admission;
import org.tquic.masque.CapacityRequest;
import org.tquic.masque.HttpRequestInfo;
import org.tquic.masque.Responder;
import org.tquic.masque.SeenAddress;

/** Whom a server lets measure and tells addresses, and how often at a time. */
class MeasurementLimitTest {
  private final FixedPolicy policy = new FixedPolicy(new Admission.Admitted("home"));
  private final ServerSessions sessions = policy.sessions();
  private final List<String> answers = new ArrayList<>();
  private Runnable over;

  private final class Request implements CapacityRequest {
    @Override
    public List<X509Certificate> peerCertificates() {
      return List.of();
    }

    @Override
    public void accept(Runnable whenOver) {
      over = whenOver;
      answers.add("accepted");
    }

    @Override
    public void reject(int status, String problemType, String detail) {
      answers.add(status + " " + problemType);
    }
  }

  private void ask() {
    sessions.onCapacity(new Request());
  }

  @Test
  void aRouterMeasuresOnceAtATime() {
    ask();
    Runnable first = over;
    ask();
    policy.admission = new Admission.Admitted("office");
    ask();
    first.run();
    policy.admission = new Admission.Admitted("home");
    ask();
    assertThat(answers).containsExactly("accepted", "429 busy", "accepted", "accepted");
  }

  @Test
  void nobodyMeasuresWhoIsNotLetIn() {
    policy.admission = new Admission.Refused(403, "revoked", "no more");
    ask();
    assertThat(answers).containsExactly("403 revoked");
  }

  @Test
  void whoIsNotLetInIsNotToldItsAddressEither() {
    policy.admission = new Admission.Refused(403, "revoked", "no more");
    sessions.onRequest(
        new HttpRequestInfo(null, List.of(), "GET", "srv", SeenAddress.PATH, Map.of(), new byte[0]),
        new Responder() {
          @Override
          public void respond(int status, Map<String, String> headers, byte[] body) {
            answers.add("told");
          }

          @Override
          public void problem(int status, String type, String detail) {
            answers.add(status + " " + type);
          }
        });
    assertThat(answers).containsExactly("403 revoked");
  }
}
