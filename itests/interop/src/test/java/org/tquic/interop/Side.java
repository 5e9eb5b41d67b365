package org.tquic.interop;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;

/** One end of a connection, whichever stack is behind it. It sends back what streams bring it. */
interface Side extends AutoCloseable {
  /** How the peer ended the connection. */
  record Close(boolean application, long code) {}

  /** Completes when the handshake is complete here. */
  CompletableFuture<Void> established();

  /** Completes when the peer has closed the connection. */
  CompletableFuture<Close> closedByPeer();

  /** Opens a stream, sends all, and completes with all that came back. */
  CompletableFuture<byte[]> echoed(byte[] payload);

  void sendDatagram(byte[] payload);

  /** Payloads of the DATAGRAM frames that came. */
  BlockingQueue<byte[]> datagrams();

  /** Closes the connection with a code of the application. */
  void closeConnection(int code);

  /** Ends whatever still runs. */
  @Override
  void close();
}
