package org.tquic.quic.endpoint;

import java.nio.charset.StandardCharsets;
import org.tquic.quic.connection.AddressToken;
import org.tquic.quic.connection.CloseReason;
import org.tquic.quic.connection.Connection;
import org.tquic.quic.connection.ConnectionEvents;

/** Remembers what a connection told, and reads its streams. */
final class Recorder implements ConnectionEvents {
  final StringBuilder received = new StringBuilder();
  Connection connection;
  boolean established;
  boolean confirmed;
  boolean terminated;
  AddressToken token;
  CloseReason closed;

  /** Has the events of streams and of the end throw. */
  boolean broken;

  @Override
  public void onEstablished() {
    established = true;
  }

  @Override
  public void onConfirmed() {
    confirmed = true;
  }

  @Override
  public void onNewToken(AddressToken newToken) {
    token = newToken;
  }

  @Override
  public void onStreamReadable(long streamId) {
    breakDown();
    byte[] bytes = new byte[4096];
    int length;
    while ((length = connection.read(streamId, bytes, 0, bytes.length)) > 0) {
      received.append(new String(bytes, 0, length, StandardCharsets.US_ASCII));
    }
  }

  @Override
  public void onClosed(CloseReason reason) {
    closed = reason;
    breakDown();
  }

  @Override
  public void onTerminated() {
    terminated = true;
    breakDown();
  }

  private void breakDown() {
    if (broken) {
      throw new IllegalStateException("the application is broken");
    }
  }
}
