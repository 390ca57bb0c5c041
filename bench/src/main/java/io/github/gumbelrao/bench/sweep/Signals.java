package io.github.gumbelrao.bench.sweep;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;

/**
 * Signals of the operating system, by the JDK's module {@code jdk.unsupported}: an interrupt that
 * is not yet the end of the process cannot be had otherwise. Where a platform lacks a signal,
 * nothing happens.
 */
final class Signals {

  /** What asks a process to end. */
  static final List<String> STOPS = List.of("HUP", "INT", "TERM");

  private Signals() {}

  /**
   * Ignores what asks a process to end: a terminal sends Ctrl-C, or SIGHUP when it is closed, and
   * timeout or a batch system SIGTERM, to child processes too.
   */
  static void ignoreStops() {
    try {
      Field ignore = Class.forName("sun.misc.SignalHandler").getField("SIG_IGN");
      for (String name : STOPS) {
        handle(name, ignore.get(null));
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the JDK must have the module jdk.unsupported", e);
    }
  }

  /**
   * Calls something at a signal.
   *
   * @param name such as {@code INT}
   * @param action called on a thread of its own
   * @return undoes it
   */
  static Runnable on(String name, Runnable action) {
    try {
      Class<?> type = Class.forName("sun.misc.SignalHandler");
      Object handler =
          Proxy.newProxyInstance(
              type.getClassLoader(),
              new Class<?>[] {type},
              (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  action.run();
                }
                return null;
              });
      Object before = handle(name, handler);
      return () -> restore(name, before);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the JDK must have the module jdk.unsupported", e);
    }
  }

  private static void restore(String name, Object handler) {
    if (handler == null) {
      return;
    }
    try {
      handle(name, handler);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the JDK must have the module jdk.unsupported", e);
    }
  }

  /** Sets a handler; null if the signal is not there or not ours. */
  private static Object handle(String name, Object handler) throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    try {
      return signal
          .getMethod("handle", signal, Class.forName("sun.misc.SignalHandler"))
          .invoke(null, signal.getConstructor(String.class).newInstance(name), handler);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException) {
        return null;
      }
      throw e;
    }
  }
}
