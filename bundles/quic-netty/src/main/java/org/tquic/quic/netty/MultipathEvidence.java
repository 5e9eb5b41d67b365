package org.tquic.quic.netty;

import io.netty.channel.EventLoop;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.tquic.api.bond.QlogStatus;
import org.tquic.api.engine.EngineEvidence;
import org.tquic.quic.Role;
import org.tquic.quic.netty.qlog.EndpointLogs;
import org.tquic.quic.netty.qlog.EngineLogs;
import org.tquic.quic.tls.KeyLog;

/** Logs of the engine's connections, and the secrets of new ones where a developer wants them. */
final class MultipathEvidence implements EngineEvidence {
  private final EngineLogs logs = new EngineLogs();
  private volatile KeyLog keyLog;

  /** Logs of an endpoint that runs on this loop, the caller's. */
  EndpointLogs logs(EventLoop loop, Role role) {
    return logs.open(loop, role);
  }

  /** Takes the secrets of a new connection; null for none. */
  KeyLog keyLog() {
    return keyLog;
  }

  @Override
  public void startQlog(Path folder, long limitBytes) {
    logs.start(folder, limitBytes);
  }

  @Override
  public void stopQlog() {
    logs.stop();
  }

  @Override
  public QlogStatus qlog() {
    return logs.status();
  }

  @Override
  public void logKeys(boolean developerMode, Consumer<String> lines) {
    keyLog = lines == null ? null : KeyLog.forDevelopment(developerMode, lines);
  }
}
