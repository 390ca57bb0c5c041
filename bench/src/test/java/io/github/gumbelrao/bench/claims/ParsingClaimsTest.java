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

/** Verdicts on parsers. */
class ParsingClaimsTest {

  private static String accuracy(String estimator, int seed, String value) {
    return "listops,%s,listops,%s,0.1,,9,8,10,%d,7,test_accuracy,%s,0.008,3531,"
        .formatted(value.equals("NaN") ? "diverged at step 3" : "", estimator, seed, value);
  }

  /**
   * A parser of another width, or taught by more examples, is no counterpart; one that was taught
   * by a training set that another seed generated is.
   */
  @ParameterizedTest
  @CsvSource({
    "8, 400, 8, 1",
    "8, 403, 8, 1",
    "8, 405, 8, 0",
    "24, 400, 8, 0",
    "8, 800, 8, 0",
    "8, 400, 16, 0"
  })
  void parsersOfOtherSizesAreNotCompared(int hidden, int examples, int embedding, int pairs)
      throws IOException {
    List<FinishedRun> runs = new ArrayList<>();
    String settings = "{\"hidden\": %d, \"train_examples\": %d, \"embedding\": %d}";
    for (String name : List.of("gr", "st-gs")) {
      List<String> rows = new ArrayList<>();
      for (int seed = 1; seed <= 3; seed++) {
        rows.add(accuracy(name, seed, name.equals("gr") ? "0.6" + seed : "0.5" + seed));
      }
      runs.add(
          run(
              name,
              name.equals("gr")
                  ? settings.formatted(8, 400, 8)
                  : settings.formatted(hidden, examples, embedding),
              rows));
    }
    assertThat(answer("parsing", runs).runs()).hasSize(2 * pairs);
  }

  @Test
  void smallSettingsAreWrittenAsPeopleDo() throws IOException {
    List<FinishedRun> runs =
        List.of(
            run(
                "low",
                "{\"weight_decay\": 1.0E-4}",
                List.of(
                    accuracy("gr", 1, "0.6"),
                    accuracy("gr", 2, "0.61"),
                    accuracy("st-gs", 1, "0.55"),
                    accuracy("st-gs", 2, "0.56"))));
    assertThat(answer("parsing", runs).measured()).contains("weight decay 0.0001");
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

  /** Seeds 1 and 2 of the one, 2 and 3 of the other: three parsers each. */
  @Test
  void seedsOfSeveralRunsCountTogetherAndOnce() throws IOException {
    List<FinishedRun> runs = new ArrayList<>();
    for (int first : new int[] {1, 2}) {
      List<String> rows = new ArrayList<>();
      for (int seed = first; seed < first + 2; seed++) {
        // Seed 2 came out otherwise the second time.
        rows.add(accuracy("gr", seed, "0.6" + (seed + 3 * (first - 1))));
        rows.add(accuracy("st-gs", seed, "0.5" + seed));
      }
      // Each generated its own training set.
      int examples = 398 + 2 * first;
      runs.add(
          run(
              "from-" + first,
              "{\"learning_rates\": [0.1], \"train_examples\": " + examples + "}",
              rows));
    }
    // Another rate, which is in the settings alone, or other scores: not those parsers, and worse.
    for (String other : List.of("[0.2]", "[0.1], \"scaled_scores\": false")) {
      String name = "other-" + runs.size();
      runs.add(
          run(
              name,
              "{\"train_examples\": 400, \"learning_rates\": " + other + "}",
              List.of(accuracy("gr", 4, "0.1"))));
    }
    Answer answer = answer("parsing", runs);
    assertThat(answer.runs()).containsExactly("from-1", "from-2");
    // 0.52 less the mean of 0.61, 0.62 and 0.66, with errors of 0.01 / sqrt(3) and 0.02646 /
    // sqrt(3)
    // and two degrees of freedom.
    assertThat(answer.measured()).contains("-0.11,");
    assertThat(answer.interval()).isEqualTo("-0.1803 to -0.03974");
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
}
