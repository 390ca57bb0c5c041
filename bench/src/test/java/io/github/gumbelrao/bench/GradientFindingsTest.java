package io.github.gumbelrao.bench;

import static io.github.gumbelrao.bench.FindingRows.swapped;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.testing.FixtureRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What studies find that look at single gradients. */
class GradientFindingsTest {

  @TempDir Path out;

  private String finding(List<String> rows) throws IOException {
    return FindingRows.finding(out, rows);
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

  static List<String> bias() {
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
}
