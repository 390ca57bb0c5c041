package io.github.gumbelrao.bench.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.Main;
import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.Metric.Better;
import io.github.gumbelrao.bench.measurement.StoredMeasurements;
import io.github.gumbelrao.bench.measurement.run.FinishedRun;
import io.github.gumbelrao.bench.measurement.sweep.Journal;
import io.github.gumbelrao.bench.measurement.sweep.Objective;
import io.github.gumbelrao.bench.measurement.sweep.TrialOutcome;
import io.github.gumbelrao.bench.measurement.sweep.TrialState;
import io.github.gumbelrao.bench.testing.JavaProcess;
import io.github.gumbelrao.bench.testing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps from the command line to the table. */
@Timeout(300)
class SweepCommandTest {

  /** Two cells of two drawn settings each, and their finalists. */
  static final String SPACE =
      """
      {"name": "tiny", "cells": {"estimator": ["st-gs", "gr"], "arity": [4]},
        "fixed": {"batch_size": 5, "latent_bits": 8, "hidden": 6, "steps": 4, "samples": 2,
          "test": false, "weight_decay": 0.001, "temperature": 0.5},
        "search": {"learning_rate": [0.001, 0.01], "momentum": {"uniform": [0, 1]}},
        "draws": 2, "finalist": {"samples": 3, "test": true}}
      """;

  @TempDir Path folder;

  private Outcome sweep(String space, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("space.json"), space);
    List<String> arguments =
        new ArrayList<>(List.of("vae", "--sweep=" + file, "--out=" + folder.resolve("out")));
    arguments.addAll(List.of(more));
    return Outcome.of(arguments.toArray(String[]::new));
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

  private static final String NARROW =
      """
      {"name": "tiny", "cells": {"estimator": ["st-gs"], "arity": [4]},
        "fixed": {"batch_size": 5, "latent_bits": 8, "hidden": 6, "steps": 4, "samples": 2,
          "test": false, "weight_decay": 0.001, "momentum": 0.9, "temperature": 0.5},
        "search": {"learning_rate": [0.001, 0.01]}, "finalist": {"samples": 3}}
      """;

  /** Every line of the journal that was there is the same to the last digit of its seconds. */
  @Test
  @Tag("slow")
  void aWiderSearchTakesTheTrialsOfANarrowOne() throws IOException {
    assertThat(sweep(NARROW, "--workers=1").exitCode()).isZero();
    Path narrow = Files.move(folder.resolve("out"), folder.resolve("narrow"));
    Path failed = withoutNumbers(narrow);
    String wide = NARROW.replace("[0.001, 0.01]", "[0.01, 0.0003, 0.001]");
    Outcome outcome = sweep(wide, "--workers=1", "--trials-of=" + narrow + "," + failed);
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.err()).contains("2 of 4 trials taken from other sweeps");
    List<String> before = Files.readAllLines(narrow.resolve("vae/journal.jsonl"));
    List<String> after = Files.readAllLines(folder.resolve("out/vae/journal.jsonl"));
    assertThat(before).hasSize(3);
    assertThat(after.subList(0, 2)).containsExactlyInAnyOrderElementsOf(before.subList(0, 2));
    String taken = Files.readString(folder.resolve("out/vae/measurements.csv"));

    assertThat(sweep(wide, "--workers=1", "--overwrite").exitCode()).isZero();
    assertThat(folder.resolve("out/vae/measurements.csv")).hasContent(taken);

    Outcome other = sweep(wide, "--overwrite", "--seed=2", "--trials-of=" + narrow);
    assertThat(other.exitCode()).isEqualTo(2);
    assertThat(other.err())
        .contains(narrow.resolve("vae") + " holds a run that differs in seed (1, now 2)");
    // Nothing was begun, and nothing is lost.
    assertThat(folder.resolve("out/vae/measurements.csv")).hasContent(taken);
    Outcome none = sweep(wide, "--overwrite", "--trials-of=" + folder);
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.err())
        .startsWith("--trials-of must be the --out of a sweep by vae, got " + folder + "\n");
  }

  /** A copy of a sweep all of whose trials have failed. */
  private Path withoutNumbers(Path sweep) throws IOException {
    Path copy = folder.resolve("failed");
    Files.createDirectories(copy.resolve("vae"));
    Files.copy(sweep.resolve("vae/run.json"), copy.resolve("vae/run.json"));
    try (Journal journal = Journal.open(copy.resolve("vae/journal.jsonl"), warning -> {})) {
      for (TrialOutcome each : Journal.read(sweep.resolve("vae/journal.jsonl")).values()) {
        journal.append(
            new TrialOutcome(each.id(), each.cell(), TrialState.FAILED, "full", 1, List.of()));
      }
    }
    return copy;
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

  /** Examples of a length depend on no other length of the space, nor does their number. */
  @Test
  @Tag("slow")
  void trialsOfAParserDoNotDependOnOtherLengths() throws IOException {
    String space =
        """
        {"name": "tiny", "cells": {"estimator": ["st-gs"], "max_length": [LENGTHS]},
          "fixed": {"hidden": 4, "weight_decay": 0, "epochs": 1, "batch_size": 0, "temperature": 1},
          "search": {"learning_rate": [0.1]}}
        """;
    Path file = folder.resolve("space.json");
    Map<String, String> rows = new HashMap<>();
    for (String lengths : List.of("8", "8, 12", "8, 12 again")) {
      Files.writeString(file, space.replace("LENGTHS", lengths.replace(" again", "")));
      Path out = folder.resolve(lengths);
      List<String> command =
          new ArrayList<>(
              List.of(
                  "listops", "--sweep=" + file, "--workers=1", "--preset=quick", "--out=" + out));
      command.addAll(List.of("--train-size=60"));
      if (lengths.endsWith("again")) {
        command.add("--trials-of=" + folder.resolve("8"));
        Outcome other =
            Outcome.of(
                command.stream()
                    .map(each -> each.replace("size=60", "size=61").replace("again", "other"))
                    .toArray(String[]::new));
        assertThat(other.exitCode()).isEqualTo(2);
        assertThat(other.err()).contains("differs in train_size (60, now 61)");
      }
      Outcome outcome = Outcome.of(command.toArray(String[]::new));
      assertThat(outcome.exitCode()).as(outcome.err()).isZero();
      rows.put(lengths, Files.readString(out.resolve("listops/measurements.csv")));
    }
    assertThat(rows.get("8, 12 again")).isEqualTo(rows.get("8, 12")).contains(rows.get("8"));
    assertThat(rows.get("8").lines().filter(row -> row.contains("valid_accuracy")))
        .isNotEmpty()
        .allMatch(row -> row.contains(",500,"));
  }

  /** Whatever a shard may delete of its own, the merge may only if it is asked for. */
  @Test
  @Tag("slow")
  void shardsAreDoneEachForItselfAndPutTogether() throws IOException {
    String space = SPACE.replace("\"draws\": 2", "\"draws\": 1");
    for (int i = 1; i <= 2; i++) {
      Outcome outcome =
          sweep(
              space, "--workers=1", "--shard", i + "/2", i == 1 ? "--overwrite" : "--retry-failed");
      assertThat(outcome.exitCode()).as(outcome.err()).isZero();
      Files.move(folder.resolve("out"), folder.resolve("shard, " + i));
    }
    Path first = folder.resolve("shard, 1");
    assertThat(Outcome.of("status", first.toString()).out())
        .startsWith(
            first.resolve("vae")
                + ": sweep tiny, shard 1/2, done; 'merge' puts the shards together\n"
                + "2 of 2 trials ended, 2 OK\n");
    // As of one that was cut short.
    Path journal = first.resolve("vae/journal.jsonl");
    String whole = Files.readString(journal);
    Files.writeString(journal, whole.lines().findFirst().orElseThrow() + "\n");
    assertThat(Outcome.of("status", first.toString()).out())
        .contains("shard 1/2, not running; its own command resumes it\n1 of 2 trials ended");
    Files.writeString(journal, whole);
    // As of one that began with the whole sweep: what failed there has its numbers here.
    Map<String, TrialOutcome> ended = Journal.read(journal);
    try (Journal other =
        Journal.open(folder.resolve("shard, 2/vae/journal.jsonl"), AssertionError::new)) {
      for (TrialOutcome each : ended.values()) {
        other.append(
            new TrialOutcome(each.id(), each.cell(), TrialState.FAILED, "disk full", 1, List.of()));
      }
    }

    String[] merge = {
      "merge",
      first.toString(),
      folder.resolve("shard, 2").toString(),
      "--out=" + folder.resolve("out")
    };
    Outcome merged = Outcome.of(merge);
    assertThat(merged.exitCode()).as(merged.err()).isZero();
    assertThat(Outcome.of("status", folder.resolve("out").toString()).out())
        .contains("sweep tiny, done\n4 of 4 trials ended, 4 OK\n");
    assertThat(Outcome.of(merge).err())
        .isEqualTo(
            folder.resolve("out/vae")
                + " already holds a result; choose another --out, or add --overwrite\n");
    String rows = Files.readString(folder.resolve("out/vae/measurements.csv"));
    Outcome own = Outcome.of("merge", merge[1], merge[2], "--out=" + merge[1], "--overwrite");
    assertThat(own.exitCode()).isEqualTo(2);
    assertThat(own.err()).startsWith("--out must be another folder than the shards, got " + first);
    assertThat(journal).hasContent(whole);
    Outcome anew =
        Outcome.of(
            Stream.concat(Stream.of(merge), Stream.of("--overwrite")).toArray(String[]::new));
    assertThat(anew.exitCode()).as(anew.err()).isZero();
    assertThat(folder.resolve("out/vae/measurements.csv")).hasContent(rows);
  }
}
