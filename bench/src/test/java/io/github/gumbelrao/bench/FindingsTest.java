package io.github.gumbelrao.bench;

import static io.github.gumbelrao.bench.FindingRows.swapped;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.measurement.page.RunPage;
import io.github.gumbelrao.bench.study.Study;
import io.github.gumbelrao.bench.testing.FixtureRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The sentences that pages open with, from rows whose answer is known. */
class FindingsTest {

  @TempDir Path out;

  private String finding(List<String> rows) throws IOException {
    return FindingRows.finding(out, rows);
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

  @Test
  void thePageOpensWithIt() throws IOException {
    Path run = FixtureRun.write(out, "bias", GradientFindingsTest.bias());
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
