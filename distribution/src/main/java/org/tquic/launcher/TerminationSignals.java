package org.tquic.launcher;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * SIGTERM and SIGINT: the first asks for a clean stop, the second ends the process at once. A
 * shutdown hook could not tell the second, nor choose the exit status. The JVM's signal interface
 * is not part of Java SE, hence the reflection; without its module the JVM's own handling stays.
 * SIGHUP is left to the JVM, which leaves it ignored under nohup.
 */
final class TerminationSignals {
  private static final String[] NAMES = {"TERM", "INT"};

  private TerminationSignals() {}

  /** Calls back once. */
  static void onFirst(Runnable action) {
    AtomicBoolean seen = new AtomicBoolean();
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler handle =
          (proxy, method, arguments) -> {
            if (!method.getName().equals("handle")) {
              return method.getName().equals("hashCode")
                  ? System.identityHashCode(proxy)
                  : method.getName().equals("equals") ? proxy == arguments[0] : "signal handler";
            }
            if (seen.getAndSet(true)) {
              int number = (int) signal.getMethod("getNumber").invoke(arguments[0]);
              Runtime.getRuntime().halt(128 + number);
            }
            action.run();
            return null;
          };
      Object proxy =
          Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, handle);
      for (String name : NAMES) {
        signal
            .getMethod("handle", signal, handler)
            .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
      }
    } catch (ReflectiveOperationException e) {
      // The role's shutdown hook still sees to a clean stop.
      return;
    }
  }
}
