package org.tquic.quic.endpoint;

/** Connections that may have something to send, each once, in the order of their turns. */
final class ReadyList {
  private HostedConnection head;
  private HostedConnection tail;

  /** Puts a connection at the end unless it waits already. */
  void add(HostedConnection host) {
    if (host.ready) {
      return;
    }
    host.ready = true;
    host.nextReady = null;
    if (tail == null) {
      head = host;
    } else {
      tail.nextReady = host;
    }
    tail = host;
  }

  /** Takes the one whose turn it is, or null. */
  HostedConnection take() {
    HostedConnection host = head;
    if (host != null) {
      head = host.nextReady;
      if (head == null) {
        tail = null;
      }
      host.nextReady = null;
      host.ready = false;
    }
    return host;
  }
}
