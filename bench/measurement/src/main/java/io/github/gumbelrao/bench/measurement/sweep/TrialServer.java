package io.github.gumbelrao.bench.measurement.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.gumbelrao.bench.measurement.StrictJson;
import io.github.gumbelrao.core.files.DataException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Runs trials that another process asks for: settings come in as lines of JSON, and lines of {@link
 * Message} go out. The process ends when its input does, whatever it is at, so that none is left
 * behind by a coordinator that was killed.
 */
public final class TrialServer {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final long NANOS_PER_REPORT = 300_000_000;

  /** What a line is. */
  enum Message {
    /** The data are loaded. */
    READY,
    /** Units of work since the last report. */
    PROGRESS,
    /** The numbers of the trial. */
    VALUES,
    /** Why a trial diverged. */
    DIVERGED,
    /** Why a trial failed. */
    FAILED,
    /** Why a trial failed whose process ends with it. */
    FAILED_LAST;

    private String prefix() {
      return "@trial " + name() + " ";
    }

    /** What follows the prefix; empty if the line is another one. */
    static Optional<String> read(Message message, String line) {
      return line.startsWith(message.prefix())
          ? Optional.of(line.substring(message.prefix().length()))
          : Optional.empty();
    }
  }

  private final TrialFunction function;
  private final PrintStream out;
  private long unreported;
  private long reported = System.nanoTime();

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
    server.say(Message.READY, "");
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

  private volatile boolean busy;

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
    try {
      List<TrialValue> values =
          function.run(StrictJson.parse("settings of a trial", line), this::advanced);
      flush();
      say(Message.VALUES, JSON.writeValueAsString(values));
      return true;
    } catch (TrialFunction.DivergedException e) {
      say(Message.DIVERGED, oneLine(e.getMessage()));
      return true;
    } catch (DataException | JsonProcessingException | RuntimeException e) {
      e.printStackTrace();
      say(Message.FAILED, oneLine(e.getClass().getSimpleName() + ": " + e.getMessage()));
      return true;
    } catch (OutOfMemoryError e) {
      // What is left in the heap is not known: the next trial gets a process of its own.
      say(Message.FAILED_LAST, "out of memory: " + oneLine(e.getMessage()));
      return false;
    }
  }

  private void advanced(long units) {
    unreported += units;
    if (System.nanoTime() - reported > NANOS_PER_REPORT) {
      flush();
    }
  }

  private void flush() {
    say(Message.PROGRESS, Long.toString(unreported));
    unreported = 0;
    reported = System.nanoTime();
  }

  private void say(Message message, String text) {
    out.println(message.prefix() + text);
    out.flush();
  }

  private static String oneLine(String text) {
    return String.valueOf(text).lines().findFirst().orElse("");
  }
}
