package io.github.gumbelrao.bench.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.measurement.Metric.Better;
import io.github.gumbelrao.bench.measurement.StoredMeasurements;
import io.github.gumbelrao.bench.measurement.sweep.Objective;
import io.github.gumbelrao.bench.testing.FixtureRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sentences that pages of sweeps open with, from rows whose answer is known. */
class SweepFindingTest {

  private static final Objective BOUND = new Objective("valid_bound", Better.LOWER);

  @TempDir Path out;

  private String finding(List<String> rows) throws IOException {
    Path folder = FixtureRun.write(Files.createTempDirectory(out, "run"), "vae", rows);
    return SweepFinding.sentence(
        StoredMeasurements.read(folder.resolve("measurements.csv")), BOUND);
  }

  /** The same numbers under each other's names. */
  private static List<String> swapped(List<String> rows) {
    return rows.stream()
        .map(row -> row.replace(",gr,", ",?,").replace(",st-gs,", ",gr,").replace(",?,", ",st-gs,"))
        .toList();
  }

  private static List<String> sweep() {
    String best =
        "vae,\"best of 20, %sM=50\",mnist,%s,0.%d,,%d,60,20,%d,900,test_bound,%s,0.0,1,nats";
    String count = "vae,,mnist,%s,,,%d,60,20,1,,trials_%s,%s,,20,trials";
    List<String> rows = new ArrayList<>();
    for (int arity : List.of(2, 16)) {
      for (String name : List.of("gr", "st-gs")) {
        double bound = (name.equals("gr") ? 98.7 : 99.9) + (arity == 2 ? 1.3 : 0);
        rows.add(best.formatted("momentum 0.9, ", name, 3, arity, 1, arity == 2 ? 101 : bound));
        rows.add(count.formatted(name, arity, "ok", "19.0"));
        rows.add(count.formatted(name, arity, "diverged", "1.0"));
      }
    }
    return rows;
  }

  @Test
  void aSweepOfOneEstimatorTellsItsBest() throws IOException {
    List<String> alone = sweep().stream().filter(row -> !row.contains(",st-gs,")).toList();
    assertThat(finding(alone))
        .isEqualTo(
            "gr's best setting reaches a test bound of 98.7 nats at temperature 0.3 (arity 16, batch"
                + " size 20). No cell has both Gumbel-Rao and st-gs. 2 of 40 trials diverged.");
  }

  @Test
  void aSweepTellsByHowMuchTheBestIsBetter() throws IOException {
    assertThat(finding(sweep()))
        .isEqualTo(
            "gr's best setting reaches a test bound of 98.7 nats at temperature 0.3, st-gs's 99.9 at"
                + " temperature 0.3: 1.2 nats better (arity 16, batch size 20). With one training the"
                + " interval does not cover other seeds. It is better in 1 of 2 cells. 4 of 80 trials diverged.");
    assertThat(finding(swapped(sweep())))
        .startsWith("gr's best setting reaches a test bound of 99.9 nats at")
        .contains("worse", "It is better in 0 of 2 cells.");
  }

  /**
   * Means 99 and 101, variances 0.02, two trainings each: the difference's standard error is the
   * root of 0.02, its degrees of freedom 2, and Student's quantile 4.303.
   */
  @Test
  void ofSeveralTrainingsTheDifferenceHasAnError() throws IOException {
    String best = "vae,\"best of 1, M=50\",mnist,%s,0.3,,16,60,20,%d,900,test_bound,%s,0.0,1,nats";
    String count = "vae,,mnist,%s,,,16,60,20,1,,trials_ok,2.0,,2,trials";
    List<String> rows =
        List.of(
            best.formatted("gr", 1, 98.9),
            best.formatted("gr", 2, 99.1),
            count.formatted("gr"),
            best.formatted("st-gs", 1, 100.9),
            best.formatted("st-gs", 2, 101.1),
            count.formatted("st-gs"));
    assertThat(finding(rows)).endsWith(": 2.0 ± 0.6 nats better (arity 16, batch size 20).");
    assertThat(finding(swapped(rows)))
        .endsWith(": 2.0 ± 0.6 nats worse (arity 16, batch size 20).");
  }

  /** Errors of 0.3 and 0.4 within a training: 1.96 times 0.5. */
  @Test
  void ofOneTrainingEachTheDifferenceHasTheErrorWithinIt() throws IOException {
    String best = "vae,\"best of 1, M=50\",mnist,%s,0.3,,16,60,20,1,900,test_bound,%s,%s,1,nats";
    String count = "vae,,mnist,%s,,,16,60,20,1,,trials_ok,1.0,,1,trials";
    assertThat(
            finding(
                List.of(
                    best.formatted("gr", 99, 0.3),
                    count.formatted("gr"),
                    best.formatted("st-gs", 101, 0.4),
                    count.formatted("st-gs"))))
        .endsWith(
            ": 2.00 ± 0.98 nats better (arity 16, batch size 20). With one training the interval does"
                + " not cover other seeds.");
  }

  @Test
  void aCellIsNamedByItsSettingsWithoutAColumnToo() throws IOException {
    List<String> wide =
        sweep().stream()
            .map(row -> row.replace("best of 20, ", "best of 20, hidden 512, "))
            .map(row -> row.replace("vae,,", "vae,hidden 512,"))
            .toList();
    assertThat(finding(wide)).contains(" better (arity 16, batch size 20, hidden 512). With one");
  }

  @Test
  void ofSeveralEstimatorsTheBestOfTheCellIsNamed() throws IOException {
    List<String> rows = new ArrayList<>(sweep());
    for (String row : sweep()) {
      if (row.contains(",st-gs,")) {
        rows.add(row.replace(",st-gs,", ",gs,").replace("99.9", "97.5"));
      }
    }
    assertThat(finding(rows)).contains(" Of 3 estimators gs is best, with 97.5 nats. With one");
    assertThat(finding(rows.stream().map(row -> row.replace("97.5", "99.5")).toList()))
        .contains(" Of 3 estimators gr is best, with 98.7 nats. With one");
  }

  /** Of st-gs the best is at 0.3 like gr's, or at 0.6 where there are 16 categories. */
  @Test
  void aSweepThatSearchedTemperaturesTellsWhoseIsLower() throws IOException {
    List<String> rows = new ArrayList<>();
    for (String row : sweep()) {
      rows.add(row.contains(",st-gs,0.3,,16,") ? row.replace(",st-gs,0.3,", ",st-gs,0.6,") : row);
    }
    assertThat(finding(rows)).contains("It is better in 1 of 2 cells. 4 of 80");
    for (String name : List.of("gr", "st-gs")) {
      for (int arity : List.of(2, 16)) {
        for (String temperature : List.of("0.3", "0.6")) {
          rows.add(
              "vae,\"trial 1, M=5\",mnist,%s,%s,,%d,60,20,1,900,valid_bound,105,0.0,1,nats"
                  .formatted(name, temperature, arity));
        }
      }
    }
    assertThat(finding(rows))
        .contains("It is better in 1 of 2 cells, and its best temperature is lower in 1. 4 of 80");
  }

  /** Cells of a temperature each have chosen none. */
  @Test
  void aSweepWhoseCellsAreTemperaturesTellsOfNoneThatIsLower() throws IOException {
    List<String> rows = new ArrayList<>();
    for (String temperature : List.of("0.1", "1.0")) {
      for (String name : List.of("gr", "st-gs")) {
        String cell = "mnist,%s,%s,,2,60,20,1,".formatted(name, temperature);
        rows.add("vae,\"trial 1, M=5\"," + cell + "900,valid_bound,105,0.0,1,nats");
        rows.add("vae,," + cell + ",trials_ok,1.0,,1,trials");
        rows.add("vae,\"best of 1, M=5\"," + cell + "900,valid_bound,105,0.0,1,nats");
      }
    }
    assertThat(finding(rows)).endsWith(" It is better in 0 of 2 cells.");
  }
}
