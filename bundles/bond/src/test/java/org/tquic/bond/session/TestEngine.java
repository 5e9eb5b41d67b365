package org.tquic.bond.session;

import org.tquic.api.engine.QuicEngine;
import org.tquic.quic.netty.MultipathEngine;
import org.tquic.quic.quiche.QuicheEngine;

/** The engines that bonds run over. */
enum TestEngine {
  QUICHE("cubic") {
    @Override
    QuicEngine open() {
      return new QuicheEngine();
    }
  },
  MULTIPATH("newreno") {
    @Override
    QuicEngine open() {
      return new MultipathEngine();
    }
  };

  /** One of the engine's own congestion controllers. */
  final String congestion;

  TestEngine(String congestion) {
    this.congestion = congestion;
  }

  abstract QuicEngine open();
}
