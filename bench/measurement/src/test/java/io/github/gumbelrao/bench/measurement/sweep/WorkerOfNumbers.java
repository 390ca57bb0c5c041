package io.github.gumbelrao.bench.measurement.sweep;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/** A child process whose trials do what their setting {@code kind} says. */
final class WorkerOfNumbers {

  private WorkerOfNumbers() {}

  /** Serves until its input ends; the argument is the length of a trial in milliseconds. */
  public static void main(String[] arguments) throws InterruptedException {
    long millis = Long.parseLong(arguments[0]);
    if (millis < 0) {
      System.err.println("cannot start");
      System.exit(3);
    }
    TrialServer.serve(
        (settings, progress) -> run(settings, progress, millis),
        System.in,
        System.out,
        () -> Runtime.getRuntime().halt(1));
  }

  private static List<TrialValue> run(ObjectNode settings, LongConsumer progress, long millis) {
    System.out.println("a library prints something");
    sleep(millis / 2);
    progress.accept(1);
    switch (settings.path("kind").asText()) {
      case "diverge" -> throw new TrialFunction.DivergedException("at step 3");
      case "throw" -> throw new IllegalStateException("something is wrong");
      case "exit" -> Runtime.getRuntime().halt(9);
      case "memory" -> throw new OutOfMemoryError("Java heap space");
      case "native" -> crash();
      case "hang" -> sleep(Long.MAX_VALUE);
      default -> sleep(millis / 2);
    }
    return Spaces.values(
        Map.of(
            "x", settings.path("x").asDouble(),
            "y", settings.path("y").asDouble(),
            "steps", settings.path("steps").asInt()));
  }

  private static void crash() {
    try {
      new ProcessBuilder("kill", "-SEGV", Long.toString(ProcessHandle.current().pid()))
          .start()
          .waitFor();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
    sleep(Long.MAX_VALUE);
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
