package io.github.gumbelrao.bench.sweep;

import static io.github.gumbelrao.bench.sweep.TinySweep.NARROW;
import static io.github.gumbelrao.bench.sweep.TinySweep.SPACE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.Main;
import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.Metric.Better;
import io.github.gumbelrao.bench.measurement.StoredMeasurements;
import io.github.gumbelrao.bench.measurement.run.FinishedRun;
import io.github.gumbelrao.bench.measurement.sweep.Objective;
import io.github.gumbelrao.bench.testing.JavaProcess;
import io.github.gumbelrao.bench.testing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps from the command line to the table. */
@Timeout(300)
class SweepCommandTest {

  @TempDir Path folder;

  private Outcome sweep(String space, String... more) throws IOException {
    return TinySweep.run(folder, space, more);
  }

  private static Map<String, Double> numbers(List<Measurement> rows) {
    return rows.stream()
        .collect(Collectors.toMap(Measurement::metric, row -> row.estimate().value()));
  }

  /**
   * The best of a cell is the training that {@code vae} does, which shares no code with a trial.
   */
  @Test
  void theBestOfACellIsWhatVaeTrains() throws Exception {
    Outcome outcome = sweep(SPACE, "--workers=1");
    assertThat(outcome.err()).doesNotContain("FAILED", "CRASHED");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).startsWith("vae: sweep tiny, 2 cells, 6 trials, 1 worker\n");
    List<Measurement> rows =
        StoredMeasurements.measurements(folder.resolve("out/vae/measurements.csv"));
    for (String estimator : List.of("st-gs", "gr")) {
      List<Measurement> best = best(rows, estimator);
      String rate = best.get(0).which().get(Case.Kind.LEARNING_RATE);
      List<Measurement> trials =
          rows.stream()
              .filter(row -> row.context().estimator().equals(estimator))
              .filter(row -> row.which().has(Case.Kind.TRIAL))
              .filter(row -> row.metric().equals("valid_bound"))
              .toList();
      double found =
          trials.stream()
              .filter(row -> row.which().get(Case.Kind.LEARNING_RATE).equals(rate))
              .mapToDouble(row -> row.estimate().value())
              .min()
              .orElseThrow();
      assertThat(trials).hasSize(2).allMatch(row -> row.estimate().value() >= found);
    }
    assertTrainedByVae("gr", best(rows, "gr"));
    assertThat(rows.stream().filter(row -> row.metric().equals("trials_ok")))
        .hasSize(2)
        .allMatch(row -> row.estimate().value() == 3 && row.count() == 3);
    assertThat(Outcome.of("status", folder.resolve("out").toString()).out())
        .contains("sweep tiny, done", "6 of 6 trials ended, 6 OK");
    assertThat(Files.readString(folder.resolve("out/vae/report.html")))
        .contains("Best of each cell", "Every trial");
    assertThat(Outcome.of("report", folder.resolve("out").toString()).exitCode()).isZero();
    itsOwnTrialsAreNotTakenFromAFolderThatStartsAnew();
    aDamagedJournalIsFoundOut();
  }

  private void itsOwnTrialsAreNotTakenFromAFolderThatStartsAnew() throws IOException {
    String journal = Files.readString(folder.resolve("out/vae/journal.jsonl"));
    Path same = folder.resolve("out/../out");
    Outcome outcome =
        sweep(SPACE.replace("[0, 1]", "[0, 0.5]"), "--overwrite", "--trials-of=" + same);
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .startsWith(
            "--trials-of must be another folder than --out, where this sweep starts anew, got "
                + same
                + "\n");
    assertThat(folder.resolve("out/vae/journal.jsonl")).hasContent(journal);
  }

  private static List<Measurement> best(List<Measurement> rows, String estimator) {
    return rows.stream()
        .filter(row -> row.context().estimator().equals(estimator))
        .filter(row -> row.which().has(Case.Kind.BEST_OF))
        .filter(row -> row.which().has(Case.Kind.DRAWS))
        .toList();
  }

  /** In its own process, as of a trial: the first session decides how many threads all have. */
  private void assertTrainedByVae(String estimator, List<Measurement> best) throws Exception {
    Measurement one = best.get(0);
    Path alone = Files.createDirectories(folder.resolve("alone"));
    try (JavaProcess run =
        JavaProcess.start(
            alone,
            List.of(),
            Main.class,
            "vae",
            "--out=" + alone,
            "--estimators=" + estimator,
            "--arities=4",
            "--batch-size=5",
            "--latent-bits=8",
            "--hidden=6",
            "--steps=4",
            "--temperatures=0.5",
            "--weight-decay=0.001",
            "--threads=1",
            "--valid-samples=1",
            "--final-samples=3",
            "--learning-rate=" + one.which().get(Case.Kind.LEARNING_RATE),
            "--momentum=" + one.which().get(Case.Kind.MOMENTUM),
            "--seed=" + one.context().seed())) {
      assertThat(run.exitCode()).isZero();
    }
    Map<String, Double> expected =
        numbers(
            StoredMeasurements.measurements(alone.resolve("vae/measurements.csv")).stream()
                .filter(row -> row.context().step().orElse(0) == 4)
                .filter(row -> row.which().get(Case.Kind.DRAWS).equals("3"))
                .toList());
    assertThat(expected)
        .containsKeys("valid_bound", "test_bound")
        .containsAllEntriesOf(numbers(best));
  }

  private void aDamagedJournalIsFoundOut() throws IOException {
    Path journal = folder.resolve("out/vae/journal.jsonl");
    Files.writeString(journal, Files.readString(journal).replaceFirst("train_loss", "train_lass"));
    Outcome outcome = Outcome.of("status", folder.resolve("out").toString());
    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.err())
        .isEqualTo(
            "line 1 of "
                + journal
                + " must match its own SHA-256, and does not: the file was damaged; restore it, or"
                + " delete it to start anew\n");
  }

  /**
   * Models with other latent codes have cells of their own, and a shard tells what has no number.
   */
  @Test
  void cellsOfOtherLatentCodesAreApart() throws IOException {
    String space =
        NARROW
            .replace("\"arity\": [4]", "\"latent_bits\": [8, 12]")
            .replace("\"latent_bits\": 8", "\"arity\": 4")
            .replace("[0.001, 0.01]", "[0.001]")
            .replace(", \"finalist\": {\"samples\": 3}", "");
    Outcome outcome = sweep(space, "--workers=1");
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    List<SweepBest> best =
        SweepBest.of(
            FinishedRun.read(folder.resolve("out/vae")).rows(),
            new Objective("valid_bound", Better.LOWER));
    assertThat(best).hasSize(2).allMatch(each -> each.repetitions() == 1);
    assertThat(best.stream().map(each -> each.row().get("variables"))).containsExactly("4", "6");

    String diverging = space.replace("[0.001]", "[1e30]");
    Outcome shard = sweep(diverging, "--workers=1", "--overwrite", "--shard=1/2");
    assertThat(shard.exitCode()).isEqualTo(4);
    assertThat(shard.err()).contains("shard 1/2 is done: ", ", 1 of 1 without a number; put the");
  }
}
