package org.tquic.gateway.role;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.tquic.api.TquicException;
import org.tquic.identity.IdentityException;
import org.tquic.linux.LinuxException;

/** Turns what other parts throw into errors for people. */
final class Failures {
  private Failures() {}

  /** The error with its remedy; one that nobody foresaw is named as such. */
  static TquicException of(Throwable cause) {
    return switch (cause) {
      case TquicException e -> e;
      case IdentityException e -> new TquicException(e.getMessage(), e.remedy(), e);
      case LinuxException e -> new TquicException(e.getMessage(), e.remedy(), e);
      case ExecutionException e when e.getCause() != null -> of(e.getCause());
      case CompletionException e when e.getCause() != null -> of(e.getCause());
      default ->
          new TquicException(
              "something unforeseen failed: " + cause,
              "look into the log, which goes to standard error, and report it",
              cause);
    };
  }
}
