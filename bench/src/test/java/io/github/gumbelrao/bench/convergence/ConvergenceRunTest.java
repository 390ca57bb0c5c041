package io.github.gumbelrao.bench.convergence;

import static io.github.gumbelrao.bench.convergence.TinyConvergence.PLAN;
import static io.github.gumbelrao.bench.convergence.TinyConvergence.STEPS;
import static io.github.gumbelrao.bench.convergence.TinyConvergence.THRESHOLDS;
import static io.github.gumbelrao.bench.convergence.TinyConvergence.files;
import static io.github.gumbelrao.bench.convergence.TinyConvergence.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.study.Progress;
import io.github.gumbelrao.bench.study.StopRequest;
import io.github.gumbelrao.bench.training.RepeatedTrainingPlan;
import io.github.gumbelrao.bench.training.TinyPlan;
import io.github.gumbelrao.bench.vae.VaePlan;
import io.github.gumbelrao.bench.vae.VaeRun;
import io.github.gumbelrao.vae.training.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trainings that are measured, cut short, resumed and found damaged. */
class ConvergenceRunTest {

  /** With this learning rate the weights overflow within two steps. */
  private static final double HOPELESS = 1e30;

  @TempDir static Path whole;

  private static List<Measurement> rows;

  private static long reported;

  @BeforeAll
  static void run() throws IOException {
    AtomicLong done = new AtomicLong();
    rows =
        TinyConvergence.run(
            PLAN,
            whole,
            StopRequest.NEVER,
            (units, stage) -> done.addAndGet(units),
            new ArrayList<>());
    reported = done.get();
  }

  private static Stream<Measurement> rows(String metric) {
    return rows.stream().filter(row -> row.metric().equals(metric));
  }

  @Test
  void reportsAllItsWork() throws IOException {
    Path fresh = whole.resolve("fresh");
    ConvergenceRun study =
        ConvergenceRun.of(
            PLAN, TinyPlan.DATA, TinyPlan.SESSION, fresh, StopRequest.NEVER, sentence -> {});
    assertThat(reported).isPositive().isEqualTo(study.work());
    // Runs that are done are told as done, and give the same rows.
    AtomicLong again = new AtomicLong();
    assertThat(
            TinyConvergence.run(
                PLAN,
                whole,
                StopRequest.NEVER,
                (units, stage) -> again.addAndGet(units),
                new ArrayList<>()))
        .isEqualTo(rows);
    assertThat(again).hasValue(study.work());
  }

  @Test
  void everyEstimatorHasEveryThreshold() {
    assertThat(rows("iterations_to_threshold")).hasSize(3 * THRESHOLDS.size());
    assertThat(rows("runs_reached").map(row -> row.estimate().value()))
        .startsWith(2.0)
        .endsWith(0.0);
    assertThat(rows("restricted_mean_iterations"))
        .allMatch(row -> row.estimate().value() <= STEPS && row.count() == 2);
    assertThat(rows("valid_loss")).hasSize(3 * (1 + STEPS / 20)).allMatch(row -> row.count() == 2);
    assertThat(rows("iterations_to_threshold").map(row -> row.context().temperature().isPresent()))
        .containsExactly(false, false, false, true, true, true, true, true, true);
  }

  /** Each run is that of the command vae with its seed: two runs, and their mean by hand. */
  @Test
  void theRunsAreThoseOfTheStudyVae() throws IOException {
    List<Double> iterations = new ArrayList<>();
    for (TrainingPlan training : PLAN.runs(PLAN.groups().get(2))) {
      List<Measurement> alone = new ArrayList<>();
      VaeRun.of(
              new VaePlan(training, 1, THRESHOLDS),
              TinyPlan.DATA,
              TinyPlan.SESSION,
              new VaeRun.Places(
                  whole.resolve("vae" + training.settings().seed()),
                  Optional.empty(),
                  Optional.empty()),
              StopRequest.NEVER,
              sentence -> {})
          .run(alone::add, (units, stage) -> {});
      alone.stream()
          .filter(row -> row.metric().equals("iterations_to_threshold"))
          .filter(row -> row.note().equals("valid_loss <= 185.8"))
          .forEach(row -> iterations.add(row.estimate().value()));
    }
    assertThat(iterations).hasSize(2).allMatch(number -> number > 0 && number <= STEPS);
    Measurement mean =
        rows("iterations_to_threshold")
            .filter(row -> row.context().estimator().equals("gr-mc2"))
            .filter(row -> row.note().equals("valid_loss <= 185.8"))
            .findFirst()
            .orElseThrow();
    assertThat(mean.estimate().value()).isEqualTo((iterations.get(0) + iterations.get(1)) / 2);
    assertThat(mean.context().seed()).isEqualTo(3);
  }

  /** Of a finished run a small file is left, of one under way its checkpoints. */
  @Test
  void anInterruptedStudyGoesOnWithTheRunThatWasUnderWay(@TempDir Path folder) throws IOException {
    List<String> warned = new ArrayList<>();
    List<String> before = new ArrayList<>();
    AtomicLong units = new AtomicLong();
    Progress progress =
        new Progress() {
          @Override
          public void advance(long done, String stage) {
            units.addAndGet(done);
          }

          @Override
          public void resume(long done, String stage) {
            units.addAndGet(done);
            before.add(stage);
          }
        };
    int stops = 0;
    List<Measurement> resumed = List.of();
    while (resumed.isEmpty()) {
      units.set(0);
      try {
        resumed =
            TinyConvergence.run(
                PLAN, folder, new TinyConvergence.After(2 * STEPS + 45L), progress, warned);
      } catch (TinyConvergence.Stopped e) {
        stops++;
        assertThat(files(folder)).filteredOn(Files::isDirectory).hasSize(1);
        assertThat(files(folder)).filteredOn(Files::isRegularFile).hasSizeLessThan(6);
      }
    }
    // 6 runs of 120 steps, 285 at a time.
    assertThat(stops).isEqualTo(2);
    assertThat(warned).hasSize(2).first().asString().endsWith("-seed3: resumed at step 45");
    // What an earlier process did says nothing about the time left.
    assertThat(before).filteredOn(stage -> stage.endsWith(", trained before")).hasSize(2 + 4);
    assertThat(before).filteredOn(stage -> stage.contains(", step ")).hasSize(2);
    assertThat(before).element(2).isEqualTo("st-gs, seed 3, step 45");
    int heldOut = TinyPlan.DATA.valid().size() + TinyPlan.DATA.test().size();
    assertThat(units).hasValue(ConvergenceRun.work(PLAN, heldOut));
    assertThat(resumed).isEqualTo(rows);
    assertThat(files(folder))
        .hasSize(6)
        .allSatisfy(
            file -> assertThat(file).hasSameBinaryContentAs(whole.resolve(file.getFileName())));
  }

  /** Every way a file can be wrong makes its run anew, and no number changes. */
  @ParameterizedTest
  @ValueSource(strings = {"cut", "flipped", "empty", "another run"})
  void aDamagedFileIsNotTrusted(String how, @TempDir Path folder) throws IOException {
    for (Path file : files(whole)) {
      if (Files.isRegularFile(file)) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    Path file = folder.resolve("st-gs-arity4-t0.5-seed3.ckpt");
    byte[] bytes = Files.readAllBytes(file);
    switch (how) {
      case "cut" -> Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
      case "flipped" -> {
        // A digit of a loss: the file would still be JSON.
        String text = Files.readString(file);
        int at = text.indexOf("\"reconstruction\":") + 18;
        Files.writeString(
            file,
            text.substring(0, at) + (text.charAt(at) == '1' ? '2' : '1') + text.substring(at + 1));
      }
      case "empty" -> Files.write(file, new byte[0]);
      default ->
          Files.copy(
              folder.resolve("st-gs-arity4-t0.5-seed4.ckpt"),
              file,
              StandardCopyOption.REPLACE_EXISTING);
    }
    List<String> warned = new ArrayList<>();
    assertThat(TinyConvergence.run(PLAN, folder, warned)).isEqualTo(rows);
    assertThat(warned)
        .containsExactly(
            "st-gs-arity4-t0.5-seed3: "
                + file
                + (how.equals("another run")
                    ? " is of another run; it is made again"
                    : " does not match its own SHA-256; it is made again"));
    assertThat(file).hasBinaryContent(bytes);
  }

  /** Without a sound checkpoint the run starts anew: it ends in the same numbers. */
  @Test
  void damagedCheckpointsAreNotTrusted(@TempDir Path folder) throws IOException {
    assertThatThrownBy(
            () ->
                TinyConvergence.run(
                    PLAN,
                    folder,
                    new TinyConvergence.After(15),
                    (units, stage) -> {},
                    new ArrayList<>()))
        .isInstanceOf(TinyConvergence.Stopped.class);
    Path checkpoints = folder.resolve("reinforce-arity4-t1.0-seed3");
    for (Path file : files(checkpoints)) {
      Files.write(file, new byte[3]);
    }
    List<String> warned = new ArrayList<>();
    assertThat(TinyConvergence.run(PLAN, folder, warned)).isEqualTo(rows);
    assertThat(warned)
        .last()
        .asString()
        .endsWith("no checkpoint in " + checkpoints + " is readable; training restarts at step 0");
    assertThat(checkpoints).doesNotExist();
  }

  @Test
  void runsThatDivergeAreRowsAndTheOthersGoOn(@TempDir Path folder) throws IOException {
    RepeatedTrainingPlan plan = plan(HOPELESS, List.of("st-gs"), 0.5);
    List<String> warned = new ArrayList<>();
    AtomicLong done = new AtomicLong();
    List<Measurement> found =
        TinyConvergence.run(
            plan, folder, StopRequest.NEVER, (units, stage) -> done.addAndGet(units), warned);
    List<Measurement> diverged =
        found.stream().filter(row -> row.note().contains("diverged")).toList();
    assertThat(diverged).hasSize(2).allMatch(row -> Double.isNaN(row.estimate().value()));
    assertThat(diverged)
        .extracting(Measurement::note)
        .containsExactly(
            "seed 3, diverged at step 2: gradient not finite",
            "seed 4, diverged at step 2: gradient not finite");
    assertThat(warned).hasSize(2).allMatch(line -> line.contains(": DIVERGED at step 2: "));
    // At the start they were below 1000 nats; what came after they never reached.
    assertThat(found.stream().filter(row -> row.metric().equals("runs_not_reached")).limit(3))
        .extracting(row -> row.estimate().value())
        .containsExactly(0.0, 2.0, 2.0);
    assertThat(done)
        .hasValue(
            ConvergenceRun.of(
                    plan,
                    TinyPlan.DATA,
                    TinyPlan.SESSION,
                    folder.resolve("fresh"),
                    StopRequest.NEVER,
                    sentence -> {})
                .work());
    // Divergence is kept too.
    assertThat(TinyConvergence.run(plan, folder, new ArrayList<>())).isEqualTo(found);
  }
}
