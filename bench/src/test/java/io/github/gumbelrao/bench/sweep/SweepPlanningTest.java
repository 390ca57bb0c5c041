package io.github.gumbelrao.bench.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.testing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a sweep would do, and what it refuses to: nothing is trained. */
class SweepPlanningTest {

  private static final String SPACE = TinySweep.SPACE;

  @TempDir Path folder;

  private Outcome plan(String space, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("space.json"), space);
    List<String> arguments =
        new ArrayList<>(
            List.of("vae", "--sweep=" + file, "--dry-run", "--out=" + folder.resolve("out")));
    arguments.addAll(List.of(more));
    return Outcome.of(arguments.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"draws\": 2 | \"drows\": 2 | unknown key 'drows' in FILE; nearest: draws, cells, name",
        "[0, 1] | [1, 0] | search.momentum.uniform in FILE must be two numbers, the lower first, got"
            + " [1,0]",
        "[0, 1] | [0, 7] | momentum must be",
        "\"weight_decay\": 0.001 | \"weight_decay\": -1 | weight_decay must be in [0.0, Infinity), got"
            + " -1.0 (",
        "\"batch_size\": 5 | \"batch_size\": 0 | batch_size must be >= 1, got 0 (",
        "\"latent_bits\": 8 | \"latent_bits\": 9 | latent_bits must be a multiple of log2(arity) = 2,"
            + " got 9 (",
        "\"gr\" | \"gx\" | estimator must be a known name, got 'gx'; nearest: gs, gr, st",
        "\"hidden\": 6 | \"hidden\": 6.5 | hidden must be a whole number of at most 2147483647, got 6.5"
            + " (",
        "\"steps\": 4 | \"steps\": 3000000000 | steps must be a whole number of at most 2147483647,"
            + " got 3.0E9 (",
        "\"test\": false | \"test\": 1 | test must be true or false, got 1 (",
        "\"hidden\": 6 | \"hidden\": \"6\" | hidden must be a whole number of at most 2147483647,"
            + " got \"6\" (",
        "\"hidden\": 6 | \"hidden\": true | hidden must be a whole number of at most 2147483647,"
            + " got true (",
        "\"test\": false | \"test\": \"no\" | test must be true or false, got \"no\" (",
        "\"weight_decay\": 0.001 | \"weight_decay\": \"0\" | weight_decay must be a number, got"
            + " \"0\" (",
        "{\"name\" | \ufeff{\"name\" | FILE must be UTF-8 without a byte order mark, and begins"
            + " with one",
        "\"samples\": 3 | \"samples\": 0 | samples must be >= 1, got 0 (FILE, estimator st-gs, arity"
            + " 4, finalist)",
        "\"samples\": 3 | \"estimator\": \"gr\" | finalist.estimator in FILE must not be a setting of"
            + " cells; give its value to a sweep of its own",
        "\"draws\": 2, | | search.momentum in FILE must be a list where the whole grid is tried; add"
            + " \"draws\" to draw at random",
      })
  void aSpaceThatCannotBeIsRefused(String right, String wrong, String message) throws IOException {
    Outcome outcome = plan(SPACE.replace(right, wrong == null ? "" : wrong));
    assertThat(outcome.exitCode()).isEqualTo(2);
    String file = folder.resolve("space.json").toString();
    assertThat(outcome.err()).startsWith(message == null ? "" : message.replace("FILE", file));
    assertThat(outcome.err().lines()).hasSize(2);
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void oneCellOfOneTrialIsNamedInTheSingular() throws IOException {
    String one =
        SPACE
            .replace(", \"finalist\": {\"samples\": 3, \"test\": true}", "")
            .replace("\"st-gs\", \"gr\"", "\"gr\"")
            .replace("\"draws\": 2", "\"draws\": 1");
    assertThat(plan(one).out()).startsWith("sweep tiny, 1 cell, 1 trial\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "vae --sweep=tabel2 --dry-run | --sweep must be a file that exists, or table2, table3, got"
            + " 'tabel2'",
        "vae --sweep= --dry-run | --sweep must be a file that exists, or table2, table3, got ''",
        "vae --sweep=table2 --dry-run --overwrite --retry-failed | --retry-failed goes on with the"
            + " trials that are there, --overwrite starts anew; leave one of them out",
        "vae --sweep=table2 --dry-run --export=x | --export has no effect with --sweep; leave one"
            + " of them out",
        "vae --sweep=table2 --dry-run --steps=3 --shard=1/9 | --shard must have at most as many"
            + " shards as the sweep has cells, 4, got 1/9",
        "vae --sweep=table2 --dry-run --workers=0 | --workers must be from 1 to 1024, got 0",
        "vae --sweep=table2 --dry-run --master=spark://x:1 | --master must be of a cluster whose module"
            + " is there, got 'spark://x:1'; Apache Spark needs bench/spark: docs/clusters.md says how"
            + " to start it",
        "vae --sweep=table2 --dry-run --master=spark://x:1 --workers=2 | --workers has no effect with"
            + " --master; leave one of them out",
        "vae --sweep=table2 --dry-run --final-samples=0 | samples must be >= 1, got 0 (table2,"
            + " estimator st-gs, arity 2, batch size 20, finalist)",
        "vae --draws=3 --dry-run | --draws needs --sweep, and there is none",
        "listops --sweep=table1 --dry-run --check=x | --sweep has no effect with --check; leave"
            + " one of them out",
        "vae --sweep=table2 --time-budget=3 | Invalid value for option '--time-budget': a time must"
            + " be like 90s, 30m or 2h, from 1s to 9999999h, got '3'",
        "vae --sweep=table2 --stall-timeout=0s | Invalid value for option '--stall-timeout': a time"
            + " must be like 90s, 30m or 2h, from 1s to 9999999h, got '0s'",
      })
  void whatCannotBeMeantIsRefused(String line, String message) {
    String[] arguments = line.split(" ", -1);
    assertThat(Outcome.of(arguments))
        .isEqualTo(
            new Outcome(2, "", message + "\nTry 'gumbel-rao " + arguments[0] + " --help'.\n"));
  }

  private static final String EXCEPT =
      """
      {"name": "tiny", "cells": {"estimator": ["st-gs", "reinmax", "zgr"], "arity": [4]},
        "fixed": {"batch_size": 5, "latent_bits": 8, "hidden": 6, "steps": 4, "samples": 2,
          "test": false, "weight_decay": 0.001, "momentum": 0.9, "learning_rate": 0.01},
        "search": {"temperature": [0.1, 0.5]},
        "except": [{"cells": {"estimator": ["reinmax"]}, "search": {"temperature": [1, 1.5, 2]}},
          {"cells": {"estimator": ["zgr"]}, "search": {"temperature": [1]}}]}
      """;

  /** An option takes the place of exceptions too, and leaves out those of no cell. */
  @Test
  void someCellsSearchOtherValues() throws IOException {
    assertThat(plan(EXCEPT).out()).startsWith("sweep tiny, 3 cells, 6 trials\n");
    assertThat(plan(EXCEPT, "--estimators=st-gs,zgr").out())
        .startsWith("sweep tiny, 2 cells, 3 trials\n");
    Outcome typed = plan(EXCEPT, "--temperatures=1.25");
    assertThat(typed.out()).startsWith("sweep tiny, 3 cells, 3 trials\n");
    assertThat(typed.out().lines().filter(line -> line.contains("temperature 1.25"))).hasSize(3);
    assertThat(plan(EXCEPT.replace("[1, 1.5, 2]", "[0.5]")).err())
        .startsWith("temperature of reinmax must be >= 1.0, got 0.5 (");
    // With the exception of zgr left out, two of its trials would be one training.
    Outcome twice = plan(EXCEPT.replace("[\"zgr\"]}", "[\"st-gs\"]}"));
    assertThat(twice.exitCode()).isEqualTo(2);
    assertThat(twice.err())
        .startsWith(
            "temperature must have one value for zgr, which does not use it, got [0.1, 0.5];"
                + " \"except\" gives a cell values of its own (")
        .contains("space.json, estimator zgr, arity 4)");
  }

  /** Their rows would be alike, and could not be read back. */
  @Test
  void cellsThatNoColumnTellsApartAreRefused() throws IOException {
    String steps =
        SPACE
            .replace("\"arity\": [4]", "\"steps\": [4, 8]")
            .replace("\"steps\": 4", "\"arity\": 4");
    assertThat(plan(steps).err())
        .startsWith(
            "cells must differ in more than steps, which no column of the results tells apart; give"
                + " each a sweep of its own (estimator st-gs, steps 4; estimator st-gs, steps 8)\n");
    String one = steps.replace("[4, 8]", "[8]");
    assertThat(plan(one).exitCode()).isZero();
    String hidden =
        SPACE
            .replace("\"arity\": [4]", "\"hidden\": [6, 7]")
            .replace("\"hidden\": 6", "\"arity\": 4");
    assertThat(plan(hidden).exitCode()).isZero();
    // zgr has no temperature.
    String temperature =
        SPACE
            .replace("\"gr\"], \"arity\": [4]", "\"zgr\"], \"temperature\": [0.1, 0.5]")
            .replace("\"temperature\": 0.5", "\"arity\": 4");
    assertThat(plan(temperature).err())
        .startsWith("cells must differ in more than temperature, which no column")
        .contains("(estimator zgr, temperature 0.1; estimator zgr, temperature 0.5)\n");
  }

  /** The page finds the trials and the best of a cell by these columns. */
  @Test
  void aCellOfSeveralModelsIsRefused() throws IOException {
    String refused =
        "a cell must have one value in the column %s, by which its trials are found, got %s; make"
            + " what it comes from one of the cells (estimator st-gs";
    String grid =
        SPACE.replace("\"draws\": 2, ", "").replace("{\"uniform\": [0, 1]}}", "[0.5], MORE}");
    assertThat(
            plan(grid.replace("\"batch_size\": 5, ", "").replace("MORE", "\"batch_size\": [5, 10]"))
                .err())
        .startsWith(refused.formatted("batch_size", "5 and 10"));
    assertThat(
            plan(grid.replace(", \"arity\": [4]", "").replace("MORE", "\"arity\": [4, 16]")).err())
        .startsWith(refused.formatted("arity", "4 and 16"));
    assertThat(plan(SPACE.replace("\"samples\": 3", "\"batch_size\": 6")).err())
        .startsWith(refused.formatted("batch_size", "5 and 6"));
    assertThat(
            plan(grid.replace("\"hidden\": 6, ", "").replace("MORE", "\"hidden\": [6, 7]"))
                .exitCode())
        .isZero();
  }

  /** Its trials at several temperatures are one training, as those of fixed trees are. */
  @ParameterizedTest
  @ValueSource(strings = {"zgr", "tree-gold"})
  void aParserWithoutTemperatureHasOne(String estimator) throws IOException {
    String space =
        """
        {"name": "tiny", "cells": {"estimator": ["st-gs", "NAME"]},
          "fixed": {"hidden": 4, "weight_decay": 0, "epochs": 1, "batch_size": 0, "max_length": 10,
            "learning_rate": 0.1},
          "search": {"temperature": [0.1, 1]}}
        """
            .replace("NAME", estimator);
    Path file = Files.writeString(folder.resolve("space.json"), space);
    assertThat(Outcome.of("listops", "--sweep=" + file, "--dry-run").err())
        .startsWith(
            "temperature must have one value for %s, which does not use it, got [0.1, 1];"
                .formatted(estimator));
    Files.writeString(
        file,
        space
            .replace("\"search\": {\"temperature\": [0.1, 1]}", "\"search\": {}")
            .replace("\"]}", "\"], \"temperature\": [0.1, 1]}"));
    assertThat(Outcome.of("listops", "--sweep=" + file, "--dry-run").err())
        .startsWith("cells must differ in more than temperature, which no column");
  }

  /** How many trials a cluster runs at once is not known before it is there. */
  @Test
  void theTimeOnAClusterIsThatOfOneWorker() throws IOException {
    assertThat(plan(SPACE, "--master=this-process").out())
        .contains(" with one worker, from the measured time");
  }

  /** Values that an option gives are those of the file, however they are written. */
  @Test
  void anOptionThatSaysWhatTheFileSaysChangesNothing() throws IOException {
    String space =
        SPACE
            .replace("\"arity\": [4]", "\"arity\": [4], \"temperature\": [0.5, 1]")
            .replace(", \"temperature\": 0.5", "")
            .replace(
                "\"draws\": 2",
                "\"except\": [{\"cells\": {\"temperature\": [1]}, \"search\":"
                    + " {\"learning_rate\": [0.1]}}], \"draws\": 2");
    Outcome file = plan(space);
    assertThat(file.exitCode()).as(file.err()).isZero();
    assertThat(file.out()).contains("learning rate 0.1,");
    assertThat(plan(space, "--temperatures=0.5,1").out()).isEqualTo(file.out());
    assertThat(plan(space, "--temperatures=1.0").out())
        .contains("learning rate 0.1,")
        .doesNotContain("learning rate 0.01,");
  }

  /** What the paper searched, as far as it says. */
  @Test
  void theDryRunOfATableNamesEveryTrial() {
    Outcome outcome =
        Outcome.of(
            "vae", "--sweep=table2", "--preset=paper", "--dry-run", "--estimators=gr", "--seed=3");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).startsWith("sweep table2, 8 cells, 168 trials\n");
    assertThat(outcome.out().lines().filter(line -> line.contains("estimator gr, "))).hasSize(160);
    assertThat(Outcome.of("listops", "--sweep=table1", "--preset=paper", "--dry-run").out())
        .startsWith("sweep table1, 9 cells, 450 trials\n");
  }

  private static final Pattern COST =
      Pattern.compile("\\| `([^`]+)`.* \\| ([0-9,]+) \\| ([0-9,]+) \\| (.+) \\|");

  /** Times change with what is known of the presets'. */
  @Test
  void theTableOfCostsIsThatOfTheDryRuns() throws IOException {
    List<MatchResult> costs =
        Files.readAllLines(Path.of("..", "docs", "clusters.md")).stream()
            .flatMap(line -> COST.matcher(line).results())
            .toList();
    assertThat(costs).hasSize(6);
    for (MatchResult cost : costs) {
      List<String> command = new ArrayList<>(List.of(cost.group(1).split(" ", -1)));
      command.addAll(List.of("--preset=paper", "--workers=1", "--dry-run"));
      if (command.get(0).equals("vae")) {
        command.add("--dataset=mnist");
      }
      assertThat(Outcome.of(command.toArray(String[]::new)).out())
          .startsWith(
              "sweep %s, %s cells, %s trials\n"
                  .formatted(command.get(2), cost.group(2), cost.group(3).replace(",", "")))
          .contains("\nabout " + cost.group(4) + " with one worker, ");
    }
  }
}
