package io.github.gumbelrao.bench.claims;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.measurement.MeasurementsCsv;
import io.github.gumbelrao.bench.measurement.StrictCsv;
import io.github.gumbelrao.bench.measurement.run.FinishedRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each verdict of each claim, from rows that leave no doubt of it. */
class ClaimsTest {

  private static FinishedRun run(String name, String settings, List<String> rows)
      throws IOException {
    String study = rows.get(0).substring(0, rows.get(0).indexOf(','));
    String csv = String.join(",", MeasurementsCsv.COLUMNS) + "\n" + String.join("\n", rows) + "\n";
    return new FinishedRun(
        Path.of("published", name),
        study,
        "",
        settings,
        "",
        StrictCsv.read(name, csv.getBytes(StandardCharsets.UTF_8), MeasurementsCsv.COLUMNS));
  }

  private static FinishedRun run(String... rows) throws IOException {
    return run("some-run", "{\"minibatches\": 1000001}", List.of(rows));
  }

  private static Answer answer(String id, List<FinishedRun> runs) {
    return Claims.ALL.stream()
        .filter(claim -> claim.id().equals(id))
        .findFirst()
        .orElseThrow()
        .answer(runs);
  }

  @Test
  void withoutRunsNothingIsDecidedAndItIsSaidWhy() {
    assertThat(Claims.ALL).extracting(PaperClaim::id).doesNotHaveDuplicates();
    for (PaperClaim claim : Claims.ALL) {
      Answer answer = claim.answer(List.of());
      assertThat(answer.verdict()).isEqualTo(Verdict.NOT_DECIDED);
      assertThat(answer.why()).startsWith("no ");
      assertThat(answer.runs()).isEmpty();
    }
    assertThat(Claims.spoken(List.of())).isEmpty();
    assertThat(Claims.tally(Claims.answers(List.of())))
        .isEqualTo("Of 12 claims 0 are confirmed, 0 refuted and 12 not decided.");
  }

  private static String ratio(String estimator, int step, double value, String error) {
    return "variance,,mnist,%s,0.5,,16,60,20,1,%d,variance_ratio,%s,%s,40,"
        .formatted(estimator, step, value, error);
  }

  /** The second of two ratios alone decides. */
  @ParameterizedTest
  @CsvSource({"0.7, 0.05, CONFIRMED", "1.3, 0.05, REFUTED", "0.95, 0.05, NOT_DECIDED"})
  void everyRatioOfVariancesCounts(double ratio, String error, Verdict verdict) throws IOException {
    Answer answer =
        answer(
            "lower-variance",
            List.of(
                run(
                    ratio("gr-mc10", 0, 0.5, "0.01"),
                    ratio("gr", 500, ratio, error),
                    // Neither a bound nor a competitor of Gumbel-Rao.
                    ratio("st", 0, 5, "0.01"))));
    assertThat(answer.verdict()).isEqualTo(verdict);
    assertThat(answer.runs()).containsExactly("some-run");
    assertThat(answer.measured())
        .isEqualTo(
            ("variance over that of st-gs, in trainings of up to 500 steps: %s (of 2, the one"
                    + " whose interval %s highest), gr, mnist, arity 16, temperature 0.5, step 500")
                .formatted(ratio, verdict == Verdict.REFUTED ? "begins" : "reaches"));
  }

  /** Two intervals of 97.5 %, of 2.2414 standard errors to each side. */
  @Test
  void severalIntervalsHaveTheirConfidenceTogether() throws IOException {
    Answer answer =
        answer(
            "lower-variance",
            List.of(run(ratio("gr", 0, 0.5, "0.01"), ratio("gr", 500, 0.8, "0.1"))));
    assertThat(answer.interval()).isEqualTo("0.5759 to 1.024");
    assertThat(answer.why()).isEqualTo("the interval covers 1");
    assertThat(answer("lower-variance", List.of(run(ratio("gr", 500, 0.8, "0.1")))).interval())
        .isEqualTo("0.604 to 0.996");
  }

  @Test
  void aNumberWithoutAnErrorDecidesNothing() throws IOException {
    Answer answer =
        answer(
            "lower-variance", List.of(run(ratio("gr", 0, 0.5, "0.01"), ratio("gr", 500, 0.5, ""))));
    assertThat(answer.verdict()).isEqualTo(Verdict.NOT_DECIDED);
    assertThat(answer.why())
        .isEqualTo("there is no standard error for gr, mnist, arity 16, temperature 0.5, step 500");
  }

  /** What was measured well refutes, whatever was not. */
  @Test
  void aNumberWithoutAnErrorSavesNoClaim() throws IOException {
    Answer answer =
        answer(
            "lower-variance", List.of(run(ratio("gr", 0, 0.5, ""), ratio("gr", 500, 1.5, "0.01"))));
    assertThat(answer.verdict()).isEqualTo(Verdict.REFUTED);
    assertThat(answer.measured()).contains("1.5 (of 2, the one whose interval begins highest), gr");
    assertThat(answer.why()).isEmpty();
  }

  /** The number that is shown need not be the greatest: its interval is. */
  @Test
  void theWidestIntervalMayDecide() throws IOException {
    Answer answer =
        answer(
            "lower-variance",
            List.of(run(ratio("gr", 0, 0.8, "0.01"), ratio("gr", 500, 0.7, "0.5"))));
    assertThat(answer.verdict()).isEqualTo(Verdict.NOT_DECIDED);
    assertThat(answer.measured())
        .contains("0.7 (of 2, the one whose interval reaches highest), gr");
  }

  private static String bias(String estimator, double temperature, double value) {
    return "bias,,digits,%s,%s,,4,3,20,1,300,variance_within,%s,%s,2000,nats^2"
        .formatted(estimator, temperature, value, value / 100);
  }

  @ParameterizedTest
  @CsvSource({"200, CONFIRMED", "950, REFUTED", "505, NOT_DECIDED"})
  void varianceIsTakenAwayAtLowTemperatures(double low, Verdict verdict) throws IOException {
    Answer answer =
        answer(
            "low-temperature",
            List.of(
                run(
                    bias("st-gs", 0.1, 1000),
                    bias("gr", 0.1, low),
                    bias("st-gs", 0.5, 1000),
                    bias("gr", 0.5, 5),
                    bias("st-gs", 1.0, 100),
                    bias("gr", 1.0, 50))));
    assertThat(answer.verdict()).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({"0.61, 0.001, CONFIRMED", "0.70, 0.001, REFUTED", "0.62, 0.02, NOT_DECIDED"})
  void aHundredSamplesAreHeldToTheLimit(double ratio, String error, Verdict verdict)
      throws IOException {
    List<FinishedRun> runs =
        List.of(run(ratio("gr", 500, 0.6, "0.001"), ratio("gr-mc100", 500, ratio, error)));
    assertThat(answer("saturation", runs).verdict()).isEqualTo(verdict);
  }

  /** The ratio that was paired by minibatch, where there is one, and that of no other K. */
  @ParameterizedTest
  @CsvSource({"1.01, 0.01, CONFIRMED", "1.1, 0.01, REFUTED", "1.03, 0.02, NOT_DECIDED"})
  void aPairedRatioSaysMoreThanTwoRatios(double ratio, String error, Verdict verdict)
      throws IOException {
    String paired = "variance,,mnist,%s,0.5,,16,60,20,1,500,variance_ratio_to_gr,%s,%s,40,";
    List<FinishedRun> runs =
        List.of(
            run(
                ratio("gr", 500, 0.6, "0.001"),
                ratio("gr-mc100", 500, 0.63, "0.5"),
                paired.formatted("gr-mc10", 1.05, "0.5"),
                paired.formatted("gr-mc100", ratio, error)));
    assertThat(answer("saturation", runs).verdict()).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({"1.0, CONFIRMED", "0.0, REFUTED", "NaN, NOT_DECIDED"})
  void propositionsHaveTheVerdictsOfTheirStudy(String second, Verdict verdict) throws IOException {
    String row = "propositions,\"toy, proposition %d\",,gr,0.1,,3,1,%d,1,,%s,%s,%s,9,";
    List<FinishedRun> runs =
        List.of(
            run(
                row.formatted(1, 1, "verdict", "1.0", ""),
                row.formatted(1, 1, "mse_ratio", "0.5", "0.05"),
                row.formatted(1, 2, "verdict", second, ""),
                row.formatted(3, 1, "verdict", "1.0", "")));
    Answer first = answer("proposition-1", runs);
    assertThat(first.verdict()).isEqualTo(verdict);
    assertThat(first.interval()).isEqualTo("0.402 to 0.598");
    assertThat(answer("proposition-2", runs).why()).isEqualTo("no published run of propositions");
    assertThat(answer("proposition-3", runs).measured()).isEqualTo("1 of 1 checks hold");
  }

  private static List<String> convergence(double harder) {
    List<String> rows = new ArrayList<>();
    String row = "convergence,valid_loss <= %s,digits,%s,0.5,,16,12,20,1,900,%s,%s,%s,5,";
    for (String loss : List.of("150.0", "160.0", "170.0")) {
      for (String name : List.of("gr", "st-gs")) {
        // The hardest loss was not reached by all, the easiest says the contrary.
        boolean ours = name.equals("gr");
        double steps = !ours ? 500 : loss.equals("160.0") ? harder : 1000 - harder;
        rows.add(row.formatted(loss, name, "restricted_mean_iterations", steps, "10.0"));
        rows.add(row.formatted(loss, name, "runs_not_reached", loss.equals("150.0") ? 1 : 0, ""));
      }
    }
    return rows;
  }

  @ParameterizedTest
  @CsvSource({"400, CONFIRMED", "600, REFUTED", "490, NOT_DECIDED"})
  void iterationsAreComparedAtTheHardestLossThatAllReached(double steps, Verdict verdict)
      throws IOException {
    Answer answer = answer("fewer-iterations", List.of(run("some-run", "{}", convergence(steps))));
    assertThat(answer.verdict()).isEqualTo(verdict);
    assertThat(answer.measured()).contains("valid_loss <= 160.0");
  }

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

  private static final String SEARCHED =
      "{\"hidden\": 240, \"sweep\": {\"search\": {\"temperature\": %s}}}";

  private static FinishedRun sweep(double... temperatures) throws IOException {
    return sweep(20, 20, 98, temperatures);
  }

  /** Of arities 2, 4 and 16; st-gs has a bound of 99 and is best at temperature 0.6. */
  private static FinishedRun sweep(int batch, int draws, double bound, double... temperatures)
      throws IOException {
    List<String> rows = new ArrayList<>();
    int arity = 2;
    for (double temperature : temperatures) {
      int variables = (int) Math.round(240 * Math.log(2) / Math.log(arity));
      for (String name : List.of("gr", "st-gs")) {
        rows.add(
            ("vae,\"best of %d, M=5000\",mnist,%s,%s,,%d,%d,%d,1,50000,test_bound,%s,0.01,1,"
                    + "nats")
                .formatted(
                    draws,
                    name,
                    name.equals("gr") ? temperature : 0.6,
                    arity,
                    variables,
                    batch,
                    name.equals("gr") ? bound + arity / 1000.0 : 99));
        rows.add(
            "vae,,mnist,%s,,,%d,%d,%d,1,,trials_ok,20.0,,20,trials"
                .formatted(name, arity, variables, batch));
      }
      arity *= arity;
    }
    return run("sweep-" + batch, SEARCHED.formatted("{\"uniform\": [0.1, 1]}"), rows);
  }

  @ParameterizedTest
  @CsvSource({"0.3, 0.35, 0.4, CONFIRMED", "0.9, 0.95, 1, REFUTED", "0.2, 0.9, 0.5, NOT_DECIDED"})
  void sweepsFindTemperatures(double one, double two, double three, Verdict verdict)
      throws IOException {
    List<FinishedRun> runs = List.of(sweep(one, two, three));
    Answer answer = answer("lower-temperatures-usable", runs);
    assertThat(answer.verdict()).isEqualTo(verdict);
    assertThat(answer.runs()).containsExactly("sweep-20");
    // Every one is better by a nat.
    assertThat(answer("better-than-st-gs", runs).verdict()).isEqualTo(Verdict.CONFIRMED);
  }

  /** What was searched then are other settings, or none: such sweeps compare estimators alone. */
  @ParameterizedTest
  @CsvSource({"[0.4], false", "'[0.4, 0.5]', true"})
  void temperaturesThatWereNotSearchedSayNothing(String values, boolean searched)
      throws IOException {
    FinishedRun any = sweep(20, 20, 98, 0.3, 0.35, 0.4);
    List<FinishedRun> runs =
        List.of(
            new FinishedRun(
                any.folder(), any.study(), "", SEARCHED.formatted(values), "", any.rows()));
    assertThat(answer("better-than-st-gs", runs).verdict()).isEqualTo(Verdict.CONFIRMED);
    assertThat(answer("lower-temperatures-usable", runs).verdict())
        .isEqualTo(searched ? Verdict.CONFIRMED : Verdict.NOT_DECIDED);
  }

  @ParameterizedTest
  @CsvSource({"st-gs, false", "gs, true"})
  void whatACellSearchesCountsAndNotWhatOthersDo(String estimator, boolean searched)
      throws IOException {
    FinishedRun any = sweep(20, 20, 98, 0.3, 0.35, 0.4);
    String settings =
        ("{\"hidden\": 240, \"sweep\": {\"search\": {\"temperature\": [0.4, 0.5]}, \"except\":"
                + " [{\"cells\": {\"estimator\": [\"%s\"], \"arity\": [2, 4, 16]},"
                + " \"search\": {\"temperature\": [0.4]}}]}}")
            .formatted(estimator);
    List<FinishedRun> runs =
        List.of(new FinishedRun(any.folder(), any.study(), "", settings, "", any.rows()));
    assertThat(answer("lower-temperatures-usable", runs).verdict())
        .isEqualTo(searched ? Verdict.CONFIRMED : Verdict.NOT_DECIDED);
  }

  /** A later search that trains both better takes the place of the first, at either batch size. */
  @Test
  void ofSeveralSearchesOfABatchTheBestCounts() throws IOException {
    List<FinishedRun> runs = new ArrayList<>();
    // Searches of so many settings: the batch, the bound of gr, that of st-gs.
    double[][] searches = {{1, 5, 117, 119}, {6, 5, 106, 109}, {3, 20, 105, 106}, {7, 20, 99, 100}};
    for (double[] search : searches) {
      List<String> rows = new ArrayList<>();
      for (int which = 0; which < 2; which++) {
        String name = List.of("gr", "st-gs").get(which);
        for (String metric : List.of("valid_bound", "test_bound")) {
          rows.add(
              "vae,\"best of %.0f, M=5000\",mnist,%s,0.5,,16,60,%.0f,1,50000,%s,%s,0.01,1,nats"
                  .formatted(search[0], name, search[1], metric, search[2 + which]));
        }
        rows.add(
            "vae,,mnist,%s,,,16,60,%.0f,1,,trials_ok,20.0,,20,trials".formatted(name, search[1]));
      }
      runs.add(run("best-of-%.0f".formatted(search[0]), "{\"hidden\": 240}", rows));
    }
    assertThat(answer("small-batches", runs).why()).contains("best of 6, and batch size 20");
    Collections.reverse(runs);
    Answer reversed = answer("small-batches", runs);
    assertThat(reversed.why()).contains("best of 6, and batch size 20");
    assertThat(reversed.runs()).containsExactly("best-of-6", "best-of-7");
  }

  /** Each has as many settings for both estimators, but there are fewer at the larger batch. */
  @Test
  void gainsOfSweepsAreHeldToEachOther() throws IOException {
    FinishedRun small = sweep(5, 20, 96, 0.3, 0.35, 0.4);
    FinishedRun large = sweep(20, 10, 98.5, 0.3, 0.35, 0.4);
    Answer answer = answer("small-batches", List.of(small, large));
    assertThat(answer.runs()).containsExactly("sweep-5", "sweep-20");
    // Both have the same noise, which the difference has none of: the error is 0, and known.
    assertThat(answer.verdict()).isEqualTo(Verdict.CONFIRMED);
    assertThat(answer.measured()).contains("-2.5, mean of 3");
  }

  private static String accuracy(String estimator, int seed, String value) {
    return "listops,%s,listops,%s,0.1,,9,8,10,%d,7,test_accuracy,%s,0.008,3531,"
        .formatted(value.equals("NaN") ? "diverged at step 3" : "", estimator, seed, value);
  }

  /** Three standard errors of few minibatches are not those of many. */
  @ParameterizedTest
  @CsvSource({"1001, CONFIRMED", "4, NOT_DECIDED"})
  void errorsOfFewMinibatchesAreWide(int minibatches, Verdict verdict) throws IOException {
    FinishedRun run =
        run(
            "some-run",
            "{\"minibatches\": %d}".formatted(minibatches),
            List.of(ratio("gr", 0, 0.7, "0.1")));
    assertThat(answer("lower-variance", List.of(run)).verdict()).isEqualTo(verdict);
  }

  /** A parser of another width, or taught by more examples, is no counterpart. */
  @ParameterizedTest
  @CsvSource({"8, 400, 1", "24, 400, 0", "8, 800, 0"})
  void parsersOfOtherSizesAreNotCompared(int hidden, int examples, int pairs) throws IOException {
    List<FinishedRun> runs = new ArrayList<>();
    String settings = "{\"hidden\": %d, \"train_examples\": %d}";
    for (String name : List.of("gr", "st-gs")) {
      List<String> rows = new ArrayList<>();
      for (int seed = 1; seed <= 3; seed++) {
        rows.add(accuracy(name, seed, name.equals("gr") ? "0.6" + seed : "0.5" + seed));
      }
      runs.add(
          run(
              name,
              name.equals("gr") ? settings.formatted(8, 400) : settings.formatted(hidden, examples),
              rows));
    }
    assertThat(answer("parsing", runs).runs()).hasSize(2 * pairs);
  }

  @ParameterizedTest
  @CsvSource({"0.66, 0.67, CONFIRMED", "0.41, 0.42, REFUTED", "0.41, 0.67, NOT_DECIDED"})
  void accuraciesAreComparedOverSeeds(double one, double two, Verdict verdict) throws IOException {
    List<FinishedRun> runs =
        List.of(
            run(
                accuracy("gr", 1, one + ""),
                accuracy("gr", 2, two + ""),
                accuracy("gr", 3, two + ""),
                accuracy("st-gs", 1, "0.55"),
                accuracy("st-gs", 2, "0.56"),
                accuracy("st-gs", 3, "0.56")));
    assertThat(answer("parsing", runs).verdict()).isEqualTo(verdict);
  }

  @Test
  void seedsThatDivergedAreToldAndLeftOut() throws IOException {
    List<FinishedRun> runs =
        List.of(
            run(
                accuracy("gr", 1, "0.6"),
                accuracy("gr", 2, "0.61"),
                accuracy("st-gs", 1, "NaN"),
                accuracy("st-gs", 2, "NaN")));
    Answer answer = answer("parsing", runs);
    assertThat(answer.verdict()).isEqualTo(Verdict.NOT_DECIDED);
    assertThat(answer.why()).endsWith("(diverged and left out: 0 of gr, 2 of st-gs)");
  }

  /** The rate of the better mean is taken, not that of the best seed, nor of the fewest seeds. */
  @Test
  void learningRatesAreChosenByAllSeeds() throws IOException {
    List<String> rows = new ArrayList<>();
    double[][] valid = {{0.7, 0.5, 0.5}, {0.6, 0.6, 0.6, 0.6}};
    for (int rate = 0; rate < 2; rate++) {
      for (int seed = 1; seed <= valid[rate].length; seed++) {
        rows.add(
            "listops,learning rate 0.%d,listops,gr,0.1,,9,8,10,%d,7,valid_accuracy,%s,0.008,3531,"
                .formatted(rate + 1, seed, valid[rate][seed - 1]));
        rows.add(
            "listops,learning rate 0.%d,listops,gr,0.1,,9,8,10,%d,7,test_accuracy,0.%d%d,0.008,3531,"
                .formatted(rate + 1, seed, rate + 4, seed));
      }
    }
    // Two of five diverged, which is a smaller share than one of two.
    for (int seed = 1; seed <= 5; seed++) {
      rows.add(rate(0.1, seed, seed > 3 ? "NaN" : "0.3" + seed));
    }
    rows.add(rate(0.2, 1, "NaN"));
    rows.add(rate(0.2, 2, "0.22"));
    Answer answer = answer("parsing", List.of(run(rows.toArray(String[]::new))));
    // 0.32 less the mean of 0.51 to 0.54.
    assertThat(answer.measured()).contains("-0.205").contains("2 of st-gs");
  }

  private static String rate(double rate, int seed, String value) {
    return "listops,learning rate %s%s,listops,st-gs,0.1,,9,8,10,%d,7,test_accuracy,%s,0.008,3531,"
        .formatted(rate, value.equals("NaN") ? ": diverged at step 3" : "", seed, value);
  }

  /** Whoever exchanged the names of two estimators would refute what is confirmed. */
  @Test
  void exchangedNamesTurnTheVerdictRound() throws IOException {
    String gr = bias("gr", 0.1, 200);
    String reference = bias("st-gs", 0.1, 1000);
    assertThat(answer("lower-variance", List.of(run(gr, reference))).verdict())
        .isEqualTo(Verdict.CONFIRMED);
    assertThat(
            answer("lower-variance", List.of(run(bias("gr", 0.1, 1000), bias("st-gs", 0.1, 200))))
                .verdict())
        .isEqualTo(Verdict.REFUTED);
  }
}
