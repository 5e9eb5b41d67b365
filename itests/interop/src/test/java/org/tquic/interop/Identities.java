package org.tquic.interop;

import org.tquic.quic.tls.TestIdentity;

/** Both sides' keys: of P-256, which every TLS 1.3 stack takes. */
final class Identities {
  static final TestIdentity OURS = TestIdentity.of(TestIdentity.Kind.P256, "ours");
  static final TestIdentity THEIRS = TestIdentity.of(TestIdentity.Kind.P256, "theirs");

  private Identities() {}
}
