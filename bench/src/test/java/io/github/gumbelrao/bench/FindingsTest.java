package io.github.gumbelrao.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.measurement.StoredMeasurements;
import io.github.gumbelrao.bench.measurement.page.RunPage;
import io.github.gumbelrao.bench.study.Study;
import io.github.gumbelrao.bench.testing.FixtureRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The sentences that pages open with, from rows whose answer is known. */
class FindingsTest {

  @TempDir Path out;

  private String finding(List<String> rows) throws IOException {
    String study = rows.get(0).substring(0, rows.get(0).indexOf(','));
    Path folder = FixtureRun.write(Files.createTempDirectory(out, "run"), study, rows);
    return Studies.named(study)
        .finding(StoredMeasurements.read(folder.resolve("measurements.csv")));
  }

  /** The same numbers under each other's names. */
  private static List<String> swapped(List<String> rows, String one, String other) {
    return rows.stream()
        .map(
            row ->
                row.replace("," + one + ",", ",?,")
                    .replace("," + other + ",", "," + one + ",")
                    .replace(",?,", "," + other + ","))
        .toList();
  }

  private static List<String> swapped(List<String> rows) {
    return swapped(rows, "gr", "st-gs");
  }

  private static List<String> variance() {
    String row = "variance,,digits,%s,0.5,,16,12,20,1,%d,%s,%s,%s,400,";
    return List.of(
        row.formatted("st-gs", 100, "variance_ratio", 1.0, 0.0),
        row.formatted("gr", 100, "variance_ratio", 0.5, 0.001),
        row.formatted("st-gs", 500, "variance_ratio", 1.0, 0.0),
        row.formatted("mve", 500, "variance_ratio", 0.4, 0.1),
        row.formatted("gr", 500, "variance_ratio", 0.64, 0.0104));
  }

  /** 1.96 standard errors of 0.0104 are 0.0204; those of the inverse are 0.0498. */
  @Test
  void varianceIsToldOfTheLastStep() throws IOException {
    assertThat(finding(variance()))
        .isEqualTo(
            "gr has 0.64 ± 0.02 of st-gs's variance within a minibatch (arity 16, temperature 0.5)"
                + " at step 500. Of 3 estimators mve has least: 0.4 ± 0.2.");
    assertThat(finding(swapped(variance())))
        .startsWith("gr has 1.56 ± 0.05 of st-gs's variance within a minibatch");
  }

  @Test
  void whereNothingIsComparedItIsSaidWhy() throws IOException {
    String row = "variance,%s,digits,%s,0.5,,16,12,20,1,500,variance_within,%s,0.1,400,";
    assertThat(finding(List.of(row.formatted("", "gr", "1.0"))))
        .isEqualTo("Nothing is compared: st-gs was not measured.");
    assertThat(finding(List.of(row.formatted("", "st-gs", "1.0"))))
        .isEqualTo("Nothing is compared: no Gumbel-Rao estimator was measured.");
    String diverged = "diverged: loss or gradient not finite";
    assertThat(
            finding(
                List.of(row.formatted(diverged, "st-gs", "NaN"), row.formatted("", "gr", "1.0"))))
        .isEqualTo(
            "Nothing is compared: where both gr and st-gs were measured, one is not a number.");
    assertThat(finding(List.of(row.formatted("", "st", "1.0").replace("variance_w", "x"))))
        .isEmpty();
  }

  private static List<String> bias() {
    String row = "bias,,digits,%s,%s,,4,3,20,1,300,mse,%s,%s,2000,nats^2";
    return List.of(
        row.formatted("st-gs", 0.1, 1000.0, 0.0),
        row.formatted("st-gs", 1.0, 100.0, 0.0),
        row.formatted("gr", 0.1, 200.0, 10.5),
        row.formatted("gr", 1.0, 80.0, 2.0408));
  }

  @Test
  void errorsAreToldFromTheLeastRatioToTheGreatest() throws IOException {
    assertThat(finding(bias()))
        .isEqualTo(
            "gr has from 0.20 ± 0.02 (temperature 0.1) to 0.80 ± 0.04 (temperature 1.0) of"
                + " st-gs's mean squared error of a gradient. Its least is 80 ± 4 nats^2, at"
                + " temperature 1.0. That of st-gs is 100 nats^2, at temperature 1.0.");
    assertThat(finding(swapped(bias())))
        .startsWith("gr has from 1.25 ± 0.06 (temperature 1.0) to 5.0 ± 0.5 (temperature 0.1)");
    List<String> diverged = new ArrayList<>(bias());
    diverged.set(0, diverged.get(0).replace("1000.0", "NaN").replace("bias,,", "bias,no,"));
    assertThat(finding(diverged)).contains("; in 1 of 2 cells the ratio is not a number.");
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

  @Test
  void jacobiansNameWhatIsTooFar() throws IOException {
    assertThat(finding(FixtureRun.jacobians()))
        .isEqualTo(
            "2 of 4 mean Jacobians, of 2 estimators, lie within 5 standard errors of their"
                + " references. Too far: st-gs in case 2. Not judged: gr in case 2.");
    assertThat(finding(swapped(FixtureRun.jacobians())))
        .endsWith("Too far: gr in case 2. Not judged: st-gs in case 2.");
  }

  /** Within its standard errors, and yet not as exact as an exact rule must be. */
  @Test
  void anExactRuleThatIsNotExactIsNamed() throws IOException {
    String row = "jacobians,\"case %d: %s\",,gr,0.5,,3,1,,1,,%s,%s,,400,";
    assertThat(
            finding(
                List.of(
                    row.formatted(1, "ok", "jacobian_distance", "0.5"),
                    row.formatted(1, "too far", "jacobian_error", "3.0E-8"),
                    row.formatted(2, "ok", "jacobian_distance", "0.5"),
                    row.formatted(2, "ok", "jacobian_error", "3.0E-10"))))
        .contains("2 of 2 mean Jacobians", " Not as exact as it must be: gr in case 1. ");
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

  @Test
  void timesAreRatios() throws IOException {
    assertThat(finding(FixtureRun.speed()))
        .isEqualTo(
            "gr-mc100 takes 7.5 of st-gs's time for a draw with its gradient (arity 2, temperature"
                + " 2.0); 7.5 of st-gs's time for a training step (arity 2, temperature 2.0); 0.750 ± 0.098 of st-gs's time to the same"
                + " variance (arity 16, temperature 0.5).");
    assertThat(finding(swapped(FixtureRun.speed(), "gr-mc100", "st-gs")))
        .startsWith("gr-mc100 takes 0.1333 of st-gs's time for a draw");
  }

  /** Twice the time of st-gs, a quarter of that of the sampler. */
  @Test
  void theExactEstimatorIsHeldToItsSampler() throws IOException {
    assertThat(finding(draws(2.0, 8.0)))
        .isEqualTo(
            "gr takes 2 of st-gs's time for a draw with its gradient (arity 16, temperature 2.0);"
                + " 0.25 of gr-mc10's time for a draw (arity 16, temperature 2.0).");
    assertThat(finding(draws(8.0, 2.0))).contains("; 4 of gr-mc10's time");
  }

  private static List<String> draws(double exact, double sampler) {
    String row = "speed,draw,,%s,2.0,%s,16,60,20,1,,time_ratio,%s,,9,";
    return List.of(
        row.formatted("st-gs", "", 1.0),
        row.formatted("gr-mc100", 100, 50.0),
        row.formatted("gr-mc10", 10, sampler),
        row.formatted("gr", "", exact));
  }

  private static List<String> propositions() {
    String row = "propositions,\"toy, proposition %s\",,%s,%s,%s,3,1,1,1,,%s,%s,%s,9,";
    return List.of(
        row.formatted(1, "gr", 0.1, "", "mse_ratio", 0.25, 0.0112),
        row.formatted(1, "gr", 0.1, "", "verdict", 1.0, ""),
        row.formatted(2, "gr-mc2", 0.1, 2, "mse_ratio", 0.75, 0.0112),
        row.formatted(2, "gr-mc2", 0.1, 2, "verdict", 0.0, ""),
        row.formatted(3, "gr-mc2", 0.1, 2, "verdict", "NaN", ""));
  }

  @Test
  void propositionsTellWhatFails() throws IOException {
    assertThat(finding(propositions()))
        .isEqualTo(
            "1 of 3 claims hold. Not so: toy, proposition 2, of gr-mc2 at temperature 0.1. Not"
                + " judged: 1. gr has 0.25 ± 0.02 of st-gs's mean squared error (toy, temperature"
                + " 0.1).");
    assertThat(finding(swapped(propositions(), "gr", "gr-mc2")))
        .contains("of gr at temperature 0.1", "gr has 0.75 ± 0.02 of");
  }

  private static List<String> simplex() {
    String row = "simplex,p=0.%d;0.3;0.3,,%s,0.1,,3,1,,1,,variance_within,%s,0.0,100,";
    return List.of(
        row.formatted(1, "st-gs", 1.0),
        row.formatted(1, "gr", 0.1),
        row.formatted(2, "st-gs", 1.0),
        row.formatted(2, "gr", 0.4),
        row.formatted(3, "st-gs", 1.0),
        row.formatted(3, "gr", 1.6),
        // At the center there is none at all.
        row.formatted(4, "st-gs", 0.0),
        row.formatted(4, "gr", 0.0));
  }

  /** The cube root of 0.1 * 0.4 * 1.6 is 0.4. */
  @Test
  void pointsOfTheSimplexAreCounted() throws IOException {
    assertThat(finding(simplex()))
        .isEqualTo(
            "gr has less variance than st-gs at 2 of 3 points at temperature 0.1, with 0.4 of it"
                + " (the geometric mean over the simplex).");
    assertThat(finding(swapped(simplex()))).contains("at 1 of 3 points", "with 2.5 of it");
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

  @Test
  void thePageOpensWithIt() throws IOException {
    Path run = FixtureRun.write(out, "bias", bias());
    String page =
        RunPage.html(run.resolve("measurements.csv"), run.resolve("run.json"), Studies.PAGES);
    assertThat(page)
        .containsSubsequence(
            "<h1>bias</h1>",
            "<p class=\"finding\">gr has from 0.20 ± 0.02",
            "<p class=\"quiet\">± is half of a 95 % interval.</p>",
            "<dl>");
  }

  static List<Study> studies() {
    return Studies.ALL;
  }

  /** Of no rows at all no study says a thing. */
  @ParameterizedTest
  @MethodSource("studies")
  void nothingIsSaidOfNothing(Study study) {
    assertThat(study.finding(List.of())).isEmpty();
  }
}
