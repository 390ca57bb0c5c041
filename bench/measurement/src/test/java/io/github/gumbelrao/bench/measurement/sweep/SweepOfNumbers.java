package io.github.gumbelrao.bench.measurement.sweep;

import io.github.gumbelrao.core.internal.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A coordinator that can be killed: a sweep of 44 trials in child processes. */
final class SweepOfNumbers {

  private SweepOfNumbers() {}

  /** The command of a worker whose trials take so long. */
  static List<String> worker(long millis) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-XX:-CreateCoredumpOnCrash",
        "-XX:ErrorFile=target/crash-%p.log",
        "-cp",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
        WorkerOfNumbers.class.getName(),
        Long.toString(millis));
  }

  /** Arguments: a folder, and milliseconds of a trial. Writes {@code result} at the end. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    long millis = Long.parseLong(arguments[1]);
    SweepPlan plan = Spaces.plan(Spaces.random());
    Files.createDirectories(folder);
    try (Journal journal =
            Journal.open(folder.resolve(Journal.FILE), warning -> System.err.println(warning));
        RunningTrials running = new RunningTrials(folder);
        TrialRunner runner =
            new ChildProcesses(2, number -> worker(millis), folder, Duration.ofSeconds(20))) {
      Sweep.Listener listener =
          new Sweep.Listener() {
            @Override
            public void running(Iterable<SweepTrial> trials, int slots) throws IOException {
              running.write(trials, slots);
            }

            @Override
            public void advanced(SweepTrial trial, long units) {}

            @Override
            public void ended(SweepTrial trial, TrialOutcome outcome) {}
          };
      new Sweep(plan, journal, runner, listener, Sweep.Stop.NEVER).run();
      AtomicFile.write(
          folder.resolve("result"),
          String.join("\n", Spaces.result(plan, journal.outcomes())) + "\n");
    }
  }
}
