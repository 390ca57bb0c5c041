package io.github.gumbelrao.bench.claims;

import static io.github.gumbelrao.bench.claims.ClaimRuns.answer;
import static io.github.gumbelrao.bench.claims.ClaimRuns.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.measurement.run.FinishedRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Verdicts on VAEs whose settings a sweep has found. */
class SearchedTrainingClaimsTest {

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

  /** Two cells of a grid may well agree by chance. */
  @Test
  void equalNumbersTellNothingOfTheError() throws IOException {
    Answer answer = answer("lower-temperatures-usable", List.of(sweep(0.3, 0.3)));
    assertThat(answer.verdict()).isEqualTo(Verdict.NOT_DECIDED);
    assertThat(answer.why())
        .isEqualTo("there is no standard error for mean of 2, from -0.3 to -0.3");
    assertThat(answer.interval()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0.3, 0.35, 0.4, CONFIRMED", "0.9, 0.95, 1, REFUTED", "0.2, 0.9, 0.5, NOT_DECIDED"})
  void sweepsFindTemperatures(double one, double two, double three, Verdict verdict)
      throws IOException {
    List<FinishedRun> runs = List.of(sweep(one, two, three));
    Answer answer = answer("lower-temperatures-usable", runs);
    assertThat(answer.verdict()).isEqualTo(verdict);
    assertThat(answer.runs()).containsExactly("sweep-20");
    assertThat(answer.measured()).contains("mean of 3, from ");
    assertThat(answer.details())
        .hasSize(3)
        .last()
        .asString()
        .startsWith("%s: arity 16,".formatted(Math.round((three - 0.6) * 1e4) / 1e4))
        .endsWith(three + " and 0.6");
    // Every one is better by a nat.
    assertThat(answer("better-than-st-gs", runs).verdict()).isEqualTo(Verdict.CONFIRMED);
  }

  private static String csv(CSVRecord row) {
    return row.stream()
        .map(cell -> cell.contains(",") ? "\"" + cell + "\"" : cell)
        .collect(Collectors.joining(","));
  }

  /** The second search took over the trials of the first, so that both found the same. */
  @Test
  void trainingsThatTwoRunsHaveCountOnce() throws IOException {
    List<FinishedRun> runs = new ArrayList<>();
    for (int draws : new int[] {10, 20}) {
      runs.add(sweep(20, draws, 98, 0.3, 0.35, 0.4));
    }
    // The same once more, by fewer draws.
    FinishedRun any = runs.get(0);
    List<String> rows = new ArrayList<>();
    any.rows().forEach(row -> rows.add(csv(row).replace("M=5000", "M=1000")));
    runs.add(run("fewer-draws", any.settings(), rows));
    assertThat(answer("better-than-st-gs", runs).measured()).contains("mean of 3, from -0.998");
    assertThat(answer("lower-temperatures-usable", runs).measured()).contains("mean of 3, from ");
    for (FinishedRun each : List.copyOf(runs)) {
      List<String> small = new ArrayList<>();
      each.rows().forEach(row -> small.add(csv(row).replace(",20,1,", ",5,1,")));
      runs.add(run("small-" + each.folder().getFileName(), each.settings(), small));
    }
    assertThat(answer("small-batches", runs).measured()).contains("mean of 3, from ");
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

  /** The one may not find what the other can: no search tells whose best is lower. */
  @Test
  void temperaturesOfOtherSearchesAreNotHeldToEachOther() throws IOException {
    FinishedRun any = sweep(20, 20, 98, 0.3, 0.35, 0.4);
    String settings =
        "{\"hidden\": 240, \"sweep\": {\"search\": {\"temperature\": [0.6, 1.0]}, \"except\":"
            + " [{\"cells\": {\"estimator\": [\"gr\"]},"
            + " \"search\": {\"temperature\": [0.3, 0.35, 0.4]}}]}}";
    List<FinishedRun> runs =
        List.of(new FinishedRun(any.folder(), any.study(), "", settings, "", any.rows()));
    assertThat(answer("lower-temperatures-usable", runs).why()).startsWith("no published sweep");
    assertThat(answer("better-than-st-gs", runs).verdict()).isEqualTo(Verdict.CONFIRMED);
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
    assertThat(answer.measured()).contains("-2.5, mean of 3");
  }
}
