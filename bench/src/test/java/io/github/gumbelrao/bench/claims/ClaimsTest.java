package io.github.gumbelrao.bench.claims;

import static io.github.gumbelrao.bench.claims.ClaimRuns.answer;
import static io.github.gumbelrao.bench.claims.ClaimRuns.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.measurement.run.FinishedRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each verdict of each claim, from rows that leave no doubt of it. */
class ClaimsTest {

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
    assertThat(answer.details())
        .containsExactly(
            "0.8 (0.5759 to 1.024): gr, mnist, arity 16, temperature 0.5, step 500",
            "0.5 (0.4776 to 0.5224): gr, mnist, arity 16, temperature 0.5, step 0");
    assertThat(answer("lower-variance", List.of(run(ratio("gr", 500, 0.8, "0.1")))).interval())
        .isEqualTo("0.604 to 0.996");
  }

  /** Of many the foremost are shown. */
  @Test
  void detailsAreNoLongerThanOneReads() throws IOException {
    List<String> rows = new ArrayList<>();
    for (int step = 0; step < 23; step++) {
      rows.add(ratio("gr", step, 0.9 - step / 100.0, "0.001"));
    }
    List<String> details =
        answer("lower-variance", List.of(run(rows.toArray(String[]::new)))).details();
    assertThat(details).hasSize(21);
    assertThat(details.get(0)).startsWith("0.9 (").endsWith("step 0");
    assertThat(details.get(20)).isEqualTo("and 3 whose intervals reach less high");
  }

  @Test
  void aNumberWithoutAnErrorDecidesNothing() throws IOException {
    Answer answer =
        answer(
            "lower-variance", List.of(run(ratio("gr", 0, 0.5, "0.01"), ratio("gr", 500, 0.5, ""))));
    assertThat(answer.verdict()).isEqualTo(Verdict.NOT_DECIDED);
    assertThat(answer.details().get(0))
        .isEqualTo("0.5: gr, mnist, arity 16, temperature 0.5, step 500");
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

  /** Steps of what was compared, not of a run that has none of the two. */
  @Test
  void theStepsAreThoseOfTheComparedTrainings() throws IOException {
    FinishedRun other = run("other", "{\"minibatches\": 40}", List.of(ratio("st", 900, 2, "0.1")));
    assertThat(
            answer("lower-variance", List.of(run(ratio("gr", 500, 0.7, "0.05")), other)).measured())
        .startsWith("variance over that of st-gs, in trainings of up to 500 steps:");
  }

  /** With one sample it is st-gs itself. */
  @Test
  void aSingleSampleIsNoGumbelRao() throws IOException {
    List<String> rows = new ArrayList<>();
    for (double temperature : new double[] {0.1, 1.0}) {
      rows.add(bias("st-gs", temperature, 100));
      rows.add(bias("gr-mc1", temperature, temperature < 1 ? 90 : 100).replace(",,4,", ",1,4,"));
    }
    assertThat(answer("low-temperature", List.of(run(rows.toArray(String[]::new)))).why())
        .isEqualTo("no published run measures variances at two temperatures");
    List<String> steps = new ArrayList<>();
    for (String row : convergence(400)) {
      steps.add(row.replace(",gr,0.5,,", ",gr-mc1,0.5,1,"));
    }
    assertThat(answer("fewer-iterations", List.of(run("some-run", "{}", steps))).why())
        .isEqualTo("no published run of convergence has Gumbel-Rao and st-gs");
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
    // Student's law of the 9 numbers behind it.
    assertThat(first.interval()).isEqualTo("0.3847 to 0.6153");
    assertThat(answer("proposition-2", runs).why()).isEqualTo("no published run of propositions");
    assertThat(answer("proposition-3", runs).measured()).isEqualTo("1 of 1 checks hold");
  }

  /** The greatest of two ratios: 97.5 %, 2.7515 standard errors of 8 degrees of freedom. */
  @Test
  void theGreatestOfSeveralRatiosHasTheConfidenceOfAll() throws IOException {
    String row = "propositions,\"toy, proposition 1\",,gr,0.%d,,3,1,1,1,,%s,%s,%s,9,";
    List<FinishedRun> runs =
        List.of(
            run(
                row.formatted(1, "verdict", "1.0", ""),
                row.formatted(1, "mse_ratio", "0.5", "0.05"),
                row.formatted(2, "mse_ratio", "0.4", "0.05")));
    assertThat(answer("proposition-1", runs).interval()).isEqualTo("0.3624 to 0.6376");
  }

  private static List<String> convergence(double harder) {
    List<String> rows = new ArrayList<>();
    String row = "convergence,valid_loss <= %s,digits,%s,0.5,,16,12,20,1,900,%s,%s,%s,5,";
    for (String loss : List.of("150.0", "160.0", "170.0")) {
      for (String name : List.of("gr", "st-gs", "st")) {
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

  /** The claim is on both. */
  @ParameterizedTest
  @CsvSource({
    "400, st-gs, 'NOT_DECIDED', 'no run compares it with st-gs'",
    "400, st, 'NOT_DECIDED', 'no run compares it with st'",
    "600, st, 'REFUTED', ''"
  })
  void iterationsOfBothAreNeeded(double steps, String missing, Verdict verdict, String why)
      throws IOException {
    List<String> rows = new ArrayList<>(convergence(steps));
    rows.removeIf(row -> row.contains("," + missing + ","));
    Answer answer = answer("fewer-iterations", List.of(run("some-run", "{}", rows)));
    assertThat(answer.verdict()).isEqualTo(verdict);
    assertThat(answer.why()).isEqualTo(why);
  }

  /** Some runs of gr came to the hardest loss that the others reached, some did not. */
  @ParameterizedTest
  @CsvSource({"150.0", "160.0"})
  void whereGumbelRaoDoesNotComeItIsNotConfirmed(String loss) throws IOException {
    List<String> rows = new ArrayList<>();
    for (String row : convergence(400)) {
      boolean missed =
          row.contains(",gr,") && (row.contains("<= 150.0") || row.contains("<= " + loss));
      rows.add(
          row.contains("runs_not_reached")
              ? row.replaceFirst("reached,.*", "reached," + (missed ? 1 : 0) + ",,5,")
              : row);
    }
    Answer answer = answer("fewer-iterations", List.of(run("some-run", "{}", rows)));
    assertThat(answer.verdict()).isEqualTo(Verdict.NOT_DECIDED);
    assertThat(answer.why())
        .startsWith("there is no standard error for gr against st-gs, digits,")
        .contains("valid_loss <= 150.0, which not all of gr reached");
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
