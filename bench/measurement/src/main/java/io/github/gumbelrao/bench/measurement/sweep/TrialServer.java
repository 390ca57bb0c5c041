package io.github.gumbelrao.bench.measurement.sweep;

import io.github.gumbelrao.bench.measurement.sweep.TrialAnswer.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Runs trials that another process asks for: settings come in as lines of JSON, and lines of {@link
 * TrialAnswer} go out. The process ends when its input does, whatever it is at, so that none is
 * left behind by a coordinator that was killed.
 */
public final class TrialServer {

  private static final long NANOS_PER_REPORT = 300_000_000;

  private final TrialFunction function;
  private final PrintStream out;
  private long unreported;
  private long reported = System.nanoTime();
  private volatile boolean busy;

  private TrialServer(TrialFunction function, PrintStream out) {
    this.function = function;
    this.out = out;
  }

  /**
   * Runs trials until there is no more input.
   *
   * @param function runs one
   * @param in settings, a line each
   * @param out takes the answers
   * @param orphaned called if the input ends while a trial is running
   * @throws InterruptedException if this thread is interrupted
   */
  public static void serve(
      TrialFunction function, InputStream in, PrintStream out, Runnable orphaned)
      throws InterruptedException {
    BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
    TrialServer server = new TrialServer(function, out);
    Thread reader = new Thread(() -> read(in, lines, server, orphaned), "trials");
    reader.setDaemon(true);
    reader.start();
    server.say(Kind.READY, "");
    while (true) {
      Optional<String> line = lines.take();
      if (line.isEmpty()) {
        return;
      }
      server.busy = true;
      boolean more = server.run(line.get());
      server.busy = false;
      if (!more) {
        return;
      }
    }
  }

  private static void read(
      InputStream in,
      BlockingQueue<Optional<String>> lines,
      TrialServer server,
      Runnable orphaned) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(Optional.of(line));
      }
    } catch (IOException e) {
      // The other end is gone: so is what it would ask for.
      lines.clear();
    }
    lines.add(Optional.empty());
    if (server.busy) {
      orphaned.run();
    }
  }

  /** Runs one trial; false if this process had better not run another. */
  private boolean run(String line) {
    String answer = TrialAnswer.run(function, line, this::advanced);
    flush();
    out.println(answer);
    out.flush();
    return Kind.FAILED_LAST.read(answer).isEmpty();
  }

  private void advanced(long units) {
    unreported += units;
    if (System.nanoTime() - reported > NANOS_PER_REPORT) {
      flush();
    }
  }

  private void flush() {
    say(Kind.PROGRESS, Long.toString(unreported));
    unreported = 0;
    reported = System.nanoTime();
  }

  private void say(Kind kind, String text) {
    out.println(kind.line(text));
    out.flush();
  }
}
