package io.github.gumbelrao.bench.measurement.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gumbelrao.bench.measurement.StrictJson;
import io.github.gumbelrao.core.files.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SweepTest {

  /** Bytes. */
  private static final long MAX_GROWTH = 5_000_000;

  @TempDir Path folder;

  /** Runs trials in an order of its own: holds what is started, and ends one at random. */
  private static class Shuffled implements TrialRunner {
    private final int slots;
    private final Random random;
    private final List<Runnable> held = new ArrayList<>();
    private int most;

    Shuffled(int slots, long seed) {
      this.slots = slots;
      this.random = new Random(seed);
    }

    @Override
    public int slots() {
      return slots;
    }

    @Override
    public void start(SweepTrial trial, Events events) {
      held.add(() -> events.ended(trial, Spaces.ok(trial)));
      most = Math.max(most, held.size());
      if (held.size() == slots || random.nextBoolean()) {
        held.remove(random.nextInt(held.size())).run();
      }
    }

    /** What the last of them wait for. */
    void release() {
      while (!held.isEmpty()) {
        held.remove(0).run();
      }
    }

    @Override
    public void cancel() {
      release();
    }

    @Override
    public void close() {}
  }

  private static class Quiet implements Sweep.Listener {
    @Override
    public void running(Iterable<SweepTrial> running, int slots) {}

    @Override
    public void advanced(SweepTrial trial, long units) {}

    @Override
    public void ended(SweepTrial trial, TrialOutcome outcome) {}
  }

  /** Whatever the order, and wherever it is cut, the result is that of one after the other. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 100})
  void orderDoesNotMatter(int slots) throws IOException {
    SweepPlan plan = Spaces.plan(Spaces.random());
    List<String> expected = Spaces.result(plan, Spaces.all(plan));
    Path file = folder.resolve("journal");
    int runs = 0;
    boolean done = false;
    while (!done) {
      int cut = 5 + runs;
      Shuffled runner = new Shuffled(slots, runs);
      AtomicInteger ended = new AtomicInteger();
      Sweep.Stop stop =
          new Sweep.Stop() {
            @Override
            public boolean afterRunning() {
              boolean now = ended.get() >= cut;
              runner.release();
              return now;
            }

            @Override
            public boolean now() {
              return false;
            }
          };
      try (Journal journal = Journal.open(file, warning -> {})) {
        Quiet listener =
            new Quiet() {
              @Override
              public void ended(SweepTrial trial, TrialOutcome outcome) {
                ended.incrementAndGet();
              }
            };
        done = new Sweep(plan, journal, runner, listener, stop).run();
      }
      assertThat(runner.most).isLessThanOrEqualTo(slots);
      runs++;
      assertThat(runs).isLessThan(50);
    }
    assertThat(Spaces.result(plan, Journal.read(file))).isEqualTo(expected);
    assertThat(runs).isGreaterThan(1);
  }

  /** What another process reads, to tell the time left. */
  @Test
  void theTrialsThatRunAtOnceAreThoseOfTheRunner() throws IOException {
    Shuffled runner = new Shuffled(7, 1);
    List<RunningTrials.Found> found = new ArrayList<>();
    try (Journal journal = Journal.open(folder.resolve("journal"), warning -> {});
        RunningTrials file = new RunningTrials(folder)) {
      Quiet listener =
          new Quiet() {
            @Override
            public void running(Iterable<SweepTrial> running, int slots) {
              try {
                file.write(running, slots);
                found.add(RunningTrials.in(folder).orElseThrow());
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              runner.release();
            }
          };
      new Sweep(Spaces.plan(Spaces.random()), journal, runner, listener, Sweep.Stop.NEVER).run();
    }
    assertThat(found)
        .isNotEmpty()
        .allMatch(each -> each.slots() == 7 && each.where().equals(Optional.of("running")));
  }

  /** Of a shared folder: a process of another machine cannot be seen, and may well run. */
  @Test
  void whatRunsElsewhereIsNotTakenForDead() throws IOException, DataException {
    new RunningTrials(folder).write(List.of(), 3);
    Path file = folder.resolve(RunningTrials.FILE);
    String own = Files.readString(file);
    ObjectNode other = StrictJson.read(file).put("host", "node7.").put("pid", Long.MAX_VALUE);
    Files.writeString(file, other.toString());
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-12-01T12:00:00Z")));
    assertThat(RunningTrials.in(folder).orElseThrow().where())
        .contains("running on node7. when it was last heard of, at 2026-12-01T12:00:00Z");
    Files.writeString(file, StrictJson.parse("own", own).put("pid", Long.MAX_VALUE).toString());
    assertThat(RunningTrials.in(folder).orElseThrow().where()).isEmpty();
  }

  @Test
  void whatCannotRunAtAllEndsTheSweep() throws IOException {
    SweepPlan plan = Spaces.plan(Spaces.random());
    TrialRunner broken =
        new TrialRunner() {
          @Override
          public int slots() {
            return 2;
          }

          @Override
          public void start(SweepTrial trial, Events events) {
            events.broken(new IOException("no worker"));
          }

          @Override
          public void cancel() {}

          @Override
          public void close() {}
        };
    try (Journal journal = Journal.open(folder.resolve("journal"), warning -> {})) {
      assertThatThrownBy(
              () -> new Sweep(plan, journal, broken, new Quiet(), Sweep.Stop.NEVER).run())
          .isInstanceOf(IOException.class)
          .hasMessage("no worker");
    }
  }

  /** A journal of 2,000 trials is taken up in under five seconds; a tenth of that is usual. */
  @Test
  void aLongJournalIsTakenUpAtOnce() throws IOException {
    SweepPlan plan =
        Spaces.plan(
            Spaces.space(
                "{'cells': {'kind': ['a', 'b']}, 'fixed': {'steps': 9, 'y': 0},"
                    + " 'search': {'x': {'uniform': [0, 1]}}, 'draws': 1000,"
                    + " 'finalist': {'y': 1}}"));
    Path file = folder.resolve("journal");
    try (Journal journal = Journal.open(file, warning -> {})) {
      for (TrialOutcome outcome : Spaces.all(plan).values()) {
        journal.append(outcome);
      }
    }
    long start = System.nanoTime();
    SweepPlan again = Spaces.plan(plan.space());
    try (Journal journal = Journal.open(file, warning -> {})) {
      assertThat(journal.outcomes()).hasSize(2002);
      assertThat(new Sweep(again, journal, new Shuffled(2, 1), new Quiet(), Sweep.Stop.NEVER).run())
          .isTrue();
      SweepStatus status = SweepStatus.of(again, journal.outcomes());
      assertThat(status.done()).isEqualTo(2002);
      assertThat(status.cells()).allMatch(cell -> cell.ended() == 1001);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  /**
   * What has ended costs the coordinator its numbers alone, some hundred bytes: of 1,600 trials
   * that tell 50 times how far they are, at most 5 MB stay.
   */
  @Test
  @Tag("slow")
  void theMemoryOfALongSweepIsFlat() throws IOException {
    assertThat(growth(0)).isLessThan(MAX_GROWTH);
    // Negative control: 10 kB kept of each would be seen.
    assertThat(growth(10_000)).isGreaterThan(MAX_GROWTH);
  }

  /** Bytes that live after 1,800 trials and did not after 200, with so many kept on purpose. */
  private long growth(int bytesKept) throws IOException {
    SweepPlan plan =
        Spaces.plan(
            Spaces.space(
                "{'cells': {'kind': ['a', 'b']}, 'fixed': {'steps': 9, 'y': 0},"
                    + " 'search': {'x': {'uniform': [0, 1]}}, 'draws': 1000}"));
    TrialRunner runner =
        new Shuffled(2, 1) {
          @Override
          public void start(SweepTrial trial, Events events) {
            for (int i = 0; i < 50; i++) {
              events.advanced(trial, 1);
            }
            events.ended(trial, Spaces.ok(trial));
          }
        };
    List<byte[]> kept = new ArrayList<>();
    List<Long> live = new ArrayList<>();
    Quiet listener =
        new Quiet() {
          private int ended;

          @Override
          public void ended(SweepTrial trial, TrialOutcome outcome) {
            kept.add(new byte[bytesKept]);
            ended++;
            if (ended == 200 || ended == 1800) {
              System.gc();
              live.add(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
            }
          }
        };
    try (Journal journal = Journal.open(folder.resolve("journal-" + bytesKept), warning -> {})) {
      assertThat(new Sweep(plan, journal, runner, listener, Sweep.Stop.NEVER).run()).isTrue();
    }
    assertThat(kept).hasSize(2000);
    return live.get(1) - live.get(0);
  }

  @Test
  void theStatusCountsAndNamesTheBest() {
    SweepPlan plan = Spaces.plan(Spaces.random());
    List<SweepTrial> trials = plan.trials(Map.of());
    Map<String, TrialOutcome> outcomes = new LinkedHashMap<>();
    outcomes.put(trials.get(0).id(), Spaces.ok(trials.get(0)));
    outcomes.put(
        trials.get(3).id(), TrialOutcome.without(trials.get(3), TrialState.CRASHED, "gone", 2));
    outcomes.put(
        trials.get(2).id(), TrialOutcome.without(trials.get(2), TrialState.CANCELLED, "stop", 2));
    SweepStatus status = SweepStatus.of(plan, outcomes);
    assertThat(status.trials()).isEqualTo(44);
    assertThat(status.done()).isEqualTo(2);
    assertThat(status.ended())
        .containsEntry(TrialState.OK, 1)
        .containsEntry(TrialState.CRASHED, 1)
        .containsEntry(TrialState.CANCELLED, 1);
    assertThat(status.cells().get(0).best())
        .hasValue(Spaces.ok(trials.get(0)).value("valid").orElseThrow());
    assertThat(status.cells().get(0).failed()).isEqualTo(1);
    assertThat(status.cells().get(1).best()).isEmpty();
    assertThat(status.meanSeconds()).isEqualTo(1.75);
    // The 42 others: eight rounds of five, and one of two.
    assertThat(status.secondsLeft(1)).isEqualTo(42 * 1.75);
    assertThat(status.secondsLeft(5)).isEqualTo(9 * 1.75);
    assertThat(status.secondsLeft(100)).isEqualTo(1.75);
  }

  /** As the search itself: by the mean of the repetitions, none of which may lack a number. */
  @Test
  void theStatusNamesTheBestThatTheResultWillHave() {
    SweepPlan plan =
        Spaces.plan(
            Spaces.space(
                "{'cells': {'kind': ['a']}, 'fixed': {'steps': 9, 'y': 0},"
                    + " 'search': {'x': [1, 2, 3]}, 'replicates': 2}"));
    List<SweepTrial> trials = plan.trials(Map.of());
    double[] values = {4, 9, 6, 6.5, 1, Double.NaN};
    Map<String, TrialOutcome> outcomes = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      SweepTrial trial = trials.get(i);
      outcomes.put(
          trial.id(),
          Double.isNaN(values[i])
              ? TrialOutcome.without(trial, TrialState.DIVERGED, "at step 1", 1)
              : new TrialOutcome(
                  trial.id(),
                  trial.cellName(),
                  TrialState.OK,
                  "",
                  1,
                  List.of(new TrialValue("valid", "", values[i], Double.NaN, 1, "", 9))));
    }
    SweepStatus.CellStatus cell = SweepStatus.of(plan, outcomes).cells().get(0);
    assertThat(cell.best()).hasValue(6.25);
    assertThat(cell.settings())
        .isEqualTo(plan.best(plan.cells().get(0), outcomes).get(0).settings());
  }
}
