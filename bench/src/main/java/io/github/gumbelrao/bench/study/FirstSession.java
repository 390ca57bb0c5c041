package io.github.gumbelrao.bench.study;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;

/**
 * Runs the first session of the process where its notices are not seen.
 *
 * <p>That session makes TensorFlow write two lines to standard error that no user can act on, by a
 * log of its own that heeds no setting. So it is one that adds nothing up, and while it runs,
 * standard error leads into a pipe. What else came out of the pipe is passed on; afterwards, and so
 * while anything is computed, errors and crash reports of the native library go straight to
 * standard error.
 */
final class FirstSession {

  private static final AtomicBoolean RUN = new AtomicBoolean();

  private static final int STANDARD_ERROR = 2;

  private FirstSession() {}

  /** The three system calls that move a file descriptor, and a fourth to read what it got. */
  private interface SystemCalls extends Library {
    int pipe(int[] ends);

    int dup(int descriptor);

    int dup2(int from, int to);

    int close(int descriptor);

    long read(int descriptor, byte[] bytes, Pointer size);
  }

  /**
   * Runs a session, unless this process did so already.
   *
   * @param config of all sessions to come: TensorFlow's threads are those that the first asks for
   */
  static void run(ConfigProto config) {
    if (RUN.getAndSet(true)) {
      return;
    }
    if (Platform.isWindows()) {
      // Descriptors are other there. The two lines show, and nothing is lost.
      return;
    }
    String written = standardErrorOf(() -> runSession(config));
    written.lines().filter(line -> !isNotice(line)).forEach(System.err::println);
  }

  /** Whether a line is one of the two that are useless to a user. */
  static boolean isNotice(String line) {
    return line.startsWith("WARNING: All log messages before absl::InitializeLog() is called")
        || line.endsWith("MLIR V1 optimization pass is not enabled");
  }

  /** Returns what is written to the process's standard error while an action runs. */
  static String standardErrorOf(Runnable action) {
    Optional<SystemCalls> loaded = systemCalls();
    int[] ends = new int[2];
    if (loaded.isEmpty() || loaded.get().pipe(ends) != 0) {
      action.run();
      return "";
    }
    SystemCalls system = loaded.get();
    System.err.flush();
    int kept = system.dup(STANDARD_ERROR);
    system.dup2(ends[1], STANDARD_ERROR);
    system.close(ends[1]);
    try {
      action.run();
    } finally {
      System.err.flush();
      system.dup2(kept, STANDARD_ERROR);
      system.close(kept);
    }
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 12];
    for (long got = 1; got > 0; ) {
      got = system.read(ends[0], buffer, Pointer.createConstant(buffer.length));
      written.write(buffer, 0, (int) Math.max(0, got));
    }
    system.close(ends[0]);
    return written.toString(Charset.defaultCharset());
  }

  /** Empty where their library cannot be unpacked, on a full disk for one: then the lines show. */
  private static Optional<SystemCalls> systemCalls() {
    try {
      return Optional.of(Native.load(Platform.C_LIBRARY_NAME, SystemCalls.class));
    } catch (LinkageError e) {
      return Optional.empty();
    }
  }

  private static void runSession(ConfigProto config) {
    try (Graph graph = new Graph();
        Session session = new Session(graph, config)) {
      session.runner().fetch(Ops.create(graph).constant(0)).run().close();
    }
  }
}
