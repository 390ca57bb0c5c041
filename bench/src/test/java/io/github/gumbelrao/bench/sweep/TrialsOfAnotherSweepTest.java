package io.github.gumbelrao.bench.sweep;

import static io.github.gumbelrao.bench.sweep.TinySweep.NARROW;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.measurement.sweep.Journal;
import io.github.gumbelrao.bench.measurement.sweep.TrialOutcome;
import io.github.gumbelrao.bench.measurement.sweep.TrialState;
import io.github.gumbelrao.bench.testing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps that take trials which another has run. */
@Timeout(300)
class TrialsOfAnotherSweepTest {

  @TempDir Path folder;

  private Outcome sweep(String space, String... more) throws IOException {
    return TinySweep.run(folder, space, more);
  }

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
    assertThat(outcome.err())
        .contains("2 of 4 trials taken from other sweeps")
        .contains(failed.resolve("vae") + " has no measurements.csv yet: trials of it that end")
        .doesNotContain(narrow.resolve("vae") + " has no");
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
}
