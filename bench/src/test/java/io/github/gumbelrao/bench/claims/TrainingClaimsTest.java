package io.github.gumbelrao.bench.claims;

import static io.github.gumbelrao.bench.claims.ClaimRuns.answer;
import static io.github.gumbelrao.bench.claims.ClaimRuns.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.measurement.run.FinishedRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Verdicts on trained VAEs. */
class TrainingClaimsTest {

  private static FinishedRun training(String estimator, int batch, int width, double bound)
      throws IOException {
    return training(estimator, batch, width, 50_000, bound);
  }

  private static FinishedRun training(
      String estimator, int batch, int width, int steps, double bound) throws IOException {
    return run(
        estimator + "-" + batch + "-" + width,
        "{\"hidden\": %d, \"kl\": \"analytic\"}".formatted(width),
        List.of(
            "vae,M=5000,mnist,%s,0.5,,16,60,%d,1,%d,test_bound,%s,0.001,1,nats"
                .formatted(estimator, batch, steps, bound)));
  }

  /** By the three bounds of gr; those of st-gs, or gs, are 100. */
  @ParameterizedTest
  @CsvSource({
    "98.9, 99.0, 99.1, CONFIRMED, CONFIRMED",
    "100.9, 101.0, 101.1, REFUTED, REFUTED",
    "100.19, 100.2, 100.21, REFUTED, CONFIRMED",
    "98.0, 101.9, 99.5, NOT_DECIDED, NOT_DECIDED",
    // A mean of -2 with an error of 0.577, to be multiplied by Student's 4.30, not by 1.96.
    "99, 98, 97, NOT_DECIDED, CONFIRMED"
  })
  void trainingsOfEqualModelsArePaired(
      double one, double two, double three, Verdict better, Verdict competes) throws IOException {
    List<FinishedRun> runs = new ArrayList<>();
    for (String other : List.of("st-gs", "gs")) {
      for (int width : new int[] {240, 384, 512}) {
        runs.add(training(other, 20, width, 100));
      }
    }
    // Of another batch, of another width than any and of other draws: they have no counterpart.
    runs.add(training("st-gs", 200, 240, 1));
    runs.add(training("gr", 20, 100, 200));
    runs.add(
        run(
            "few-draws",
            "{\"hidden\": 384, \"kl\": \"analytic\"}",
            List.of("vae,M=1000,mnist,gr,0.5,,16,60,20,1,50000,test_bound,300,0.001,1,nats")));
    runs.add(training("gr", 20, 240, one));
    runs.add(training("gr", 20, 384, two));
    runs.add(training("gr", 20, 512, three));
    assertThat(answer("better-than-st-gs", runs).verdict()).isEqualTo(better);
    assertThat(answer("competitive-with-gs", runs).verdict()).isEqualTo(competes);
    assertThat(answer("small-batches", runs).why())
        .isEqualTo(
            "no model was trained by gr and st-gs at two batch sizes, each only at one of 20");
  }

  /** The other would be better on the test images. */
  @Test
  void ofTrainingsAlikeValidationChooses() throws IOException {
    String row = "vae,M=5000,mnist,gr,%s,,16,60,20,1,50000,%s_bound,%s,0.001,1,nats";
    List<FinishedRun> runs = new ArrayList<>();
    for (String[] rows :
        new String[][] {
          {row.formatted(0.3, "valid", 99), row.formatted(0.3, "test", 98)},
          {row.formatted(0.4, "valid", 98.5), row.formatted(0.4, "test", 98.25)}
        }) {
      runs.add(run("gr-" + runs.size(), "{\"hidden\": 240}", List.of(rows)));
    }
    runs.add(
        run(
            "st-gs",
            "{\"hidden\": 240}",
            List.of(row.formatted(0.4, "test", 100).replace(",gr,", ",st-gs,"))));
    assertThat(answer("better-than-st-gs", runs).measured()).contains("in nats: -1.75,");
  }

  /** Three seeds of gr, of 97 on average, and one alone of 96, which validation likes best. */
  @ParameterizedTest
  @CsvSource({
    "0.5, '-2, arity 16, batch size 20, width 240, 50000 steps, 3 trainings each'",
    "0.4, '-3, arity 16, batch size 20, width 240, 50000 steps, 1 training of gr and 3 of st-gs'"
  })
  void ofEqualSettingsThoseOfMostSeedsCount(double temperature, String found) throws IOException {
    List<String> seeds = new ArrayList<>();
    for (int seed = 1; seed <= 3; seed++) {
      seeds.addAll(best("gr", 0.5, seed, 95 + seed));
      seeds.addAll(best("st-gs", 0.5, seed, 97 + seed));
    }
    for (String name : List.of("gr", "st-gs")) {
      seeds.add("vae,,mnist,%s,,,16,60,20,1,,trials_ok,3.0,,3,trials".formatted(name));
    }
    List<String> alone = new ArrayList<>(best("gr", temperature, 4, 96));
    alone.add("vae,,mnist,gr,,,16,60,20,1,,trials_ok,1.0,,1,trials");
    List<FinishedRun> runs =
        List.of(run("alone", "{\"hidden\": 240}", alone), run("seeds", "{\"hidden\": 240}", seeds));
    assertThat(answer("better-than-st-gs", runs).measured()).contains("in nats: " + found);
  }

  /** The estimator that was trained with more seeds would be ahead by the luck of the best. */
  @Test
  void ofTrainingsThatDifferInTheSeedTheFirstCounts() throws IOException {
    List<FinishedRun> runs = new ArrayList<>();
    for (int seed = 1; seed <= 3; seed++) {
      runs.add(
          run(
              "gr-" + seed,
              "{\"hidden\": 240}",
              best("gr", 0.5, seed, new double[] {97, 96, 98}[seed - 1]).stream()
                  .map(row -> row.replace("best of 1, ", ""))
                  .toList()));
    }
    runs.add(
        run(
            "st-gs",
            "{\"hidden\": 240}",
            best("st-gs", 0.5, 1, 100).stream()
                .map(row -> row.replace("best of 1, ", ""))
                .toList()));
    assertThat(answer("better-than-st-gs", runs).measured()).contains("in nats: -3");
  }

  private static List<String> best(String name, double temperature, int seed, double bound) {
    return Stream.of("valid", "test")
        .map(
            set ->
                "vae,\"best of 1, M=5000\",mnist,%s,%s,,16,60,20,%d,50000,%s_bound,%s,0.01,1,nats"
                    .formatted(name, temperature, seed, set, bound))
        .toList();
  }

  /** A cell that one training stands behind takes nothing away from what three say of another. */
  @ParameterizedTest
  @CsvSource({
    "104, REFUTED, 'batch size 20, mean of 3, from 3.9 to 4.1'",
    "98, NOT_DECIDED, 'arity 16, batch size 200, width 240'"
  })
  void everyBatchSizeIsJudgedForItself(double bound, Verdict verdict, String by)
      throws IOException {
    List<FinishedRun> runs = new ArrayList<>();
    for (int width : new int[] {240, 384, 512}) {
      runs.add(training("gs", 20, width, 100));
    }
    runs.add(training("gr", 20, 240, bound - 0.1));
    runs.add(training("gr", 20, 384, bound));
    runs.add(training("gr", 20, 512, bound + 0.1));
    runs.add(training("gs", 200, 240, 100));
    runs.add(training("gr", 200, 240, 103));
    assertThat(answer("competitive-with-gs", runs).verdict()).isEqualTo(verdict);
    assertThat(answer("competitive-with-gs", runs).measured()).contains(by);
  }

  /** Of bounds alone; what batches gain is compared after as many steps, however few. */
  @Test
  void trainingsThatWereCutShortAreNotHeldToTheTables() throws IOException {
    List<FinishedRun> runs = new ArrayList<>();
    for (int width : new int[] {240, 384}) {
      for (String other : List.of("st-gs", "gs")) {
        runs.add(training(other, 20, width, 49_999, 100));
      }
      runs.add(training("gr", 20, width, 49_999, 99.5));
      runs.add(training("st-gs", 5, width, 49_999, 100));
      runs.add(training("gr", 5, width, 49_999, 99));
    }
    assertThat(answer("better-than-st-gs", runs).why()).startsWith("no two published trainings");
    assertThat(answer("competitive-with-gs", runs).why()).startsWith("no two published trainings");
    assertThat(answer("small-batches", runs).measured()).contains("-0.5, mean of 2");
  }

  /** Three trainings of the one and two of the other, or one. */
  @ParameterizedTest
  @CsvSource({
    "3, 3, ', 3 trainings each'",
    "3, 2, ', 3 trainings of gr and 2 of st-gs'",
    "1, 2, ', 1 training of gr and 2 of st-gs'",
    "1, 1, ''"
  })
  void itIsSaidHowManyTrainingsEachHas(int ours, int theirs, String words) throws IOException {
    List<String> rows = new ArrayList<>();
    for (String name : List.of("gr", "st-gs")) {
      for (int seed = 1; seed <= (name.equals("gr") ? ours : theirs); seed++) {
        rows.add(
            "vae,\"best of 1, M=5000\",mnist,%s,0.5,,16,60,20,%d,50000,test_bound,9%s,0.01,1,nats"
                .formatted(name, seed, name.equals("gr") ? 5 + seed : 1 + seed));
      }
      rows.add("vae,,mnist,%s,,,16,60,20,1,,trials_ok,3.0,,3,trials".formatted(name));
    }
    Answer answer = answer("better-than-st-gs", List.of(run("sweep", "{\"hidden\": 240}", rows)));
    assertThat(answer.measured() + answer.why())
        .contains("arity 16, batch size 20, width 240, 50000 steps" + words)
        .doesNotContain(words.isEmpty() ? "trainings" : "none");
  }

  @Test
  void ofOnePairOfTrainingsNothingTellsTheError() throws IOException {
    Answer answer =
        answer(
            "better-than-st-gs",
            List.of(training("gr", 20, 240, 90), training("st-gs", 20, 240, 100)));
    assertThat(answer.verdict()).isEqualTo(Verdict.NOT_DECIDED);
    assertThat(answer.why()).startsWith("there is no standard error for arity 16, batch size 20");
    assertThat(answer.runs()).containsExactly("gr-20-240", "st-gs-20-240");
  }

  @ParameterizedTest
  @CsvSource({"95, CONFIRMED", "100, REFUTED", "98.9, NOT_DECIDED"})
  void gainsAtTwoBatchesAreHeldToEachOther(double small, Verdict verdict) throws IOException {
    List<FinishedRun> runs = new ArrayList<>();
    for (int width : new int[] {240, 384, 512}) {
      double noise = (width - 384) / 1000.0;
      runs.add(training("st-gs", 5, width, 100));
      runs.add(training("gr", 5, width, small + noise));
      runs.add(training("st-gs", 20, width, 100));
      runs.add(training("gr", 20, width, 99));
    }
    assertThat(answer("small-batches", runs).verdict()).isEqualTo(verdict);
  }
}
