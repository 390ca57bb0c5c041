package io.github.gumbelrao.bench;

import static io.github.gumbelrao.bench.FindingRows.swapped;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What studies find that train models. */
class TrainingFindingsTest {

  @TempDir Path out;

  private String finding(List<String> rows) throws IOException {
    return FindingRows.finding(out, rows);
  }

  private static List<String> convergence() {
    String row = "convergence,valid_loss <= %s,digits,%s,0.5,,16,12,20,1,900,%s,%s,%s,3,";
    List<String> rows = new ArrayList<>();
    for (String loss : List.of("160.0", "170.0", "150.0")) {
      double slower = loss.equals("160.0") ? 100 : 0;
      rows.add(row.formatted(loss, "gr", "restricted_mean_iterations", 400 + slower, 10.0));
      rows.add(row.formatted(loss, "st-gs", "restricted_mean_iterations", 450 + slower, 0.0));
      int none = loss.equals("150.0") ? 0 : 3;
      rows.add(row.formatted(loss, "gr", "runs_reached", none, ""));
      rows.add(row.formatted(loss, "st-gs", "runs_reached", Math.max(0, none - 1), ""));
    }
    rows.add("convergence,seed 2 diverged,digits,st-gs,0.5,,16,12,20,1,7,valid_loss,NaN,NaN,0,");
    return rows;
  }

  /** Student's quantile for three runs is 4.30. */
  @Test
  void stepsAreToldOfTheHardestLossThatOneReached() throws IOException {
    assertThat(finding(convergence()))
        .isEqualTo(
            "To a validation loss of 160 nats gr takes 500 ± 40 steps (reached in 3 of 3 runs),"
                + " st-gs 550 steps (reached in 2 of 3 runs). A run that did not reach it counts as"
                + " all 900 steps. Runs that diverged: 1.");
    assertThat(finding(swapped(convergence())))
        .startsWith(
            "To a validation loss of 160 nats gr takes 550 steps (reached in 2 of 3 runs),");
  }

  /** Two runs each at two temperatures: Student's quantile for one degree of freedom is 12.71. */
  @Test
  void stepsOfSeveralModelsAreToldByTheirFewRuns() throws IOException {
    String row = "convergence,valid_loss <= 160.0,digits,%s,%s,,16,12,20,1,900,%s,%s,%s,2,";
    List<String> rows = new ArrayList<>();
    for (String temperature : List.of("0.5", "1.0")) {
      for (String name : List.of("gr", "st-gs")) {
        String steps = temperature.equals("1.0") ? "0.0" : name.equals("gr") ? "80.0" : "100.0";
        rows.add(row.formatted(name, temperature, "restricted_mean_iterations", steps, "1.0"));
        rows.add(row.formatted(name, temperature, "runs_reached", "2.0", ""));
      }
    }
    // An error of 0.8 sqrt(1 / 80^2 + 1 / 100^2) = 0.0128, times 12.71.
    assertThat(finding(rows))
        .startsWith("gr takes 0.80 ± 0.16 of st-gs's steps")
        .contains("in 1 of 2 cells the ratio is not a number");
    assertThat(finding(rows.subList(0, 3))).isNotEmpty();
    assertThat(finding(rows.stream().filter(each -> !each.contains("restricted")).toList()))
        .doesNotContain("NaN");
  }

  private static List<String> polynomial() {
    String row = "polynomial,exponent 2.0%s,polynomial,%s,1.0,,2,128,8,1,%d,expected_loss,%s,%s,3,";
    return List.of(
        "polynomial,exponent 2.0,polynomial,,,,2,128,,1,,least_loss,0.2,0.0,0,",
        row.formatted("", "st-gs", 0, 0.9, 0.0),
        row.formatted("", "st-gs", 50, 0.5, 0.0),
        row.formatted("", "gr", 50, 0.3, 0.0),
        row.formatted(": diverged", "mve", 50, "NaN", "NaN"));
  }

  @Test
  void theNearestToTheLeastLossIsNamed() throws IOException {
    assertThat(finding(polynomial()))
        .isEqualTo(
            "Nearest to the least loss after 50 steps is gr (0.1 above it at arity 2, exponent"
                + " 2.0).");
    assertThat(finding(swapped(polynomial()))).contains("st-gs (0.1 above it");
  }

  /** What is a comma within a program is none between two. */
  @Test
  void programsWhoseNearestIsNamedAreKeptApart() throws IOException {
    List<String> rows = new ArrayList<>(polynomial());
    polynomial().forEach(row -> rows.add(row.replace("exponent 2.0", "exponent 3.0")));
    assertThat(finding(rows))
        .endsWith(
            " is gr (0.1 above it at arity 2, exponent 2.0; 0.1 above it at arity 2, exponent 3.0).");
  }

  private static List<String> training() {
    String row = "vae,M=50,mnist,st-gs,0.5,,16,60,20,1,900,%s,%s,%s,1,nats";
    return List.of(
        row.formatted("test_bound", 101.25, 0.0104),
        row.formatted("test_bound_images_error", 0.255, ""));
  }

  @Test
  void aTrainingIsToldWithBothItsErrors() throws IOException {
    assertThat(finding(training()))
        .isEqualTo(
            "After 900 steps st-gs has a test bound of 101.25 ± 0.02 nats (M=50 draws; over images"
                + " 101.3 ± 0.5). One training says nothing about other seeds.");
    assertThat(finding(swapped(training()))).startsWith("After 900 steps gr has");
    String diverged =
        "vae,diverged at step 7: loss not finite,mnist,st-gs,0.5,,16,60,20,1,7,test_bound,NaN,NaN,"
            + "0,nats";
    assertThat(finding(List.of(diverged)))
        .isEqualTo("Training by st-gs has no bound: it diverged at step 7: loss not finite.");
  }

  private static List<String> listOps() {
    String row = "listops,%s,listops,%s,0.1,,9,8,10,%d,7,test_accuracy,%s,0.008,3531,";
    return List.of(
        row.formatted("", "gr", 1, 0.67),
        row.formatted("", "gr", 2, 0.69),
        row.formatted("", "st-gs", 1, 0.6),
        row.formatted("diverged at step 9: loss not finite", "st-gs", 2, "NaN"),
        "listops,,listops,tree-gold,,,9,8,10,1,7,test_accuracy,0.8,0.008,3531,");
  }

  /** Student's quantile for two seeds is 12.7. */
  @Test
  void parsersAreToldWithWhatDiverged() throws IOException {
    assertThat(finding(listOps()))
        .isEqualTo(
            "At temperature 0.1 gr has a test accuracy of 68 ± 13 % (seeds: 2), st-gs has a test"
                + " accuracy of 60 % (seeds: 1; diverged in 1 of 2).");
    assertThat(finding(swapped(listOps())))
        .startsWith("At temperature 0.1 gr has a test accuracy of 60 % (seeds: 1; diverged");
  }
}
