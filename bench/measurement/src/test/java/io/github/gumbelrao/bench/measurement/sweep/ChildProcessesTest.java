package io.github.gumbelrao.bench.measurement.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a child process does, it costs its trial and nothing else. */
@Timeout(120)
class ChildProcessesTest {

  private static final Sweep.Listener QUIET =
      new Sweep.Listener() {
        @Override
        public void running(Iterable<SweepTrial> running, int slots) {}

        @Override
        public void advanced(SweepTrial trial, long units) {}

        @Override
        public void ended(SweepTrial trial, TrialOutcome outcome) {}
      };

  @TempDir Path folder;

  private Map<String, TrialOutcome> run(SweepPlan plan, long millis, Duration stall)
      throws IOException {
    try (Journal journal = Journal.open(folder.resolve(Journal.FILE), warning -> {});
        TrialRunner runner =
            new ChildProcesses(2, number -> SweepOfNumbers.worker(millis), folder, stall)) {
      assertThat(new Sweep(plan, journal, runner, QUIET, Sweep.Stop.NEVER).run()).isTrue();
      return new LinkedHashMap<>(journal.outcomes());
    }
  }

  @Test
  void everyEndOfATrialHasItsState() throws IOException {
    SweepPlan plan =
        Spaces.plan(
            Spaces.space(
                "{'cells': {'kind': ['fine', 'diverge', 'throw', 'exit', 'memory', 'native',"
                    + " 'hang', 'also fine']}, 'fixed': {'steps': 9, 'y': 0},"
                    + " 'search': {'x': [0.5]}}"));
    Map<String, TrialOutcome> outcomes = run(plan, 0, Duration.ofSeconds(4));
    Map<Object, String> ends = new LinkedHashMap<>();
    for (SweepTrial trial : plan.trials(outcomes)) {
      TrialOutcome outcome = outcomes.get(trial.id());
      ends.put(trial.cell().get("kind"), outcome.state() + ": " + outcome.reason());
      assertThat(outcome.seconds()).isPositive();
    }
    assertThat(ends)
        .containsEntry("fine", "OK: ")
        .containsEntry("diverge", "DIVERGED: at step 3")
        .containsEntry("throw", "FAILED: IllegalStateException: something is wrong")
        .containsEntry("exit", "CRASHED: ended with exit code 9")
        .containsEntry("memory", "FAILED: out of memory: Java heap space")
        .containsEntry("native", "CRASHED: ended with exit code 1")
        .containsEntry("hang", "TIMEOUT: no progress for 4 s")
        .containsEntry("also fine", "OK: ");
    SweepTrial fine = plan.trials(Map.of()).get(0);
    assertThat(outcomes.get(fine.id()).values()).isEqualTo(Spaces.values(fine.settings()));
  }

  /** It is there still, but would not answer: the next trial would be lost with it. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aWorkerThatClosedItsOutputGetsNoFurtherTrial() throws IOException {
    SweepTrial trial = Spaces.plan(Spaces.random()).trials(Map.of()).get(0);
    String second = folder.resolve("second").toString();
    String script =
        "echo '@trial READY '; read trial; if [ -e %1$s ]; then echo '@trial VALUES []'; fi;"
            + " touch %1$s; exec >&-; sleep 60";
    WorkerProcess worker =
        new WorkerProcess(
            List.of("sh", "-c", script.formatted(second)),
            folder.resolve("log"),
            Duration.ofSeconds(2));
    try {
      assertThat(worker.run(trial, units -> {}).reason()).isEqualTo("closed its output");
      assertThat(worker.run(trial, units -> {}).state()).isEqualTo(TrialState.OK);
    } finally {
      worker.close();
    }
  }

  @Test
  void aWorkerThatNeverStartsEndsTheSweepWithAWord() {
    SweepPlan plan = Spaces.plan(Spaces.random());
    assertThatThrownBy(() -> run(plan, -1, Duration.ofSeconds(20)))
        .isInstanceOf(IOException.class)
        .hasMessageMatching(
            "a worker of the sweep ended with exit code 3; what it printed is in .*worker-[12][.]log");
  }

  /** What ends a group of processes reaches a worker that starts before it reaches the sweep. */
  @ParameterizedTest
  @CsvSource({"HUP, true", "TERM, true", "TERM, false", "KILL, true"})
  @DisabledOnOs(OS.WINDOWS)
  void aSignalToAllStopsASweepWhoseWorkersStart(String signal, boolean toAll) throws Exception {
    SweepTrial trial = Spaces.plan(Spaces.random()).trials(Map.of()).get(0);
    // Under nohup a shell would not hear the first.
    String ends = signal.equals("HUP") ? "exit 129" : "kill -" + signal + " $$";
    List<String> command = List.of("sh", "-c", ends);
    WorkerProcess worker =
        new WorkerProcess(command, folder.resolve("log"), Duration.ofSeconds(20));
    CompletableFuture<TrialOutcome> outcome =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return worker.run(trial, units -> {});
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    if (toAll && !signal.equals("KILL")) {
      Thread.sleep(500);
      worker.cancel();
      assertThat(outcome.get().state()).isEqualTo(TrialState.CANCELLED);
    } else {
      assertThatThrownBy(outcome::get)
          .hasMessageContaining("a worker of the sweep ended by signal " + number(signal));
    }
  }

  private static int number(String signal) {
    return signal.equals("KILL") ? 9 : 15;
  }

  /** A stop at once finds workers that have not begun yet: they are gone as soon. */
  @Test
  void aStopWhileWorkersStartIsAStop() throws IOException {
    SweepPlan plan = Spaces.plan(Spaces.random());
    Sweep.Stop atOnce =
        new Sweep.Stop() {
          private int asked;

          @Override
          public boolean afterRunning() {
            asked++;
            return asked > 1;
          }

          @Override
          public boolean now() {
            return asked > 1;
          }
        };
    long start = System.nanoTime();
    try (Journal journal = Journal.open(folder.resolve(Journal.FILE), warning -> {});
        TrialRunner runner =
            new ChildProcesses(
                2, number -> SweepOfNumbers.worker(60_000), folder, Duration.ofMinutes(10))) {
      assertThat(new Sweep(plan, journal, runner, QUIET, atOnce).run()).isFalse();
      assertThat(journal.outcomes().values())
          .hasSize(2)
          .allMatch(outcome -> outcome.state() == TrialState.CANCELLED);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
  }

  /** Trials of two seconds that only wait: what is left of the time is the coordinator's. */
  @Test
  @Tag("slow")
  void twoSlotsAreBusyNineTenthsOfTheTime() throws IOException {
    SweepPlan plan =
        Spaces.plan(
            Spaces.space(
                "{'cells': {'kind': ['a']}, 'fixed': {'steps': 9, 'y': 0},"
                    + " 'search': {'x': {'uniform': [0, 1]}}, 'draws': 40}"));
    long start = System.nanoTime();
    run(plan, 2000, Duration.ofSeconds(20));
    double seconds = (System.nanoTime() - start) / 1e9;
    double busy = 40 * 2.0 / (2 * seconds);
    System.out.printf("slots were busy %.1f %% of %.1f s%n", 100 * busy, seconds);
    assertThat(busy).isGreaterThan(0.9);
  }

  @Test
  void whatRunsInChildProcessesComesToTheSameResult() throws IOException {
    SweepPlan plan = Spaces.plan(Spaces.random());
    List<String> expected = Spaces.result(plan, Spaces.all(plan));
    assertThat(Spaces.result(plan, run(plan, 0, Duration.ofSeconds(20)))).isEqualTo(expected);
  }
}
