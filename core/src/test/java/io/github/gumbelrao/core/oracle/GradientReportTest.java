package io.github.gumbelrao.core.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gumbelrao.core.oracle.GradientReport.Row;
import io.github.gumbelrao.core.oracle.GradientReport.Verdict;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.tensorflow.types.TFloat64;

class GradientReportTest {

  /** What is seen is 0, but a bias of 0.3 would go with it. */
  @Test
  void aBiasThatMayBeThereIsNotKnownToBeSmall() {
    Row row = new Row("st", OptionalDouble.of(1), Verdict.UNBIASED, 0, 0.2, 0.3, 0.25, 1, 1, "");
    GradientReport report = new GradientReport(4, 2, List.of(), List.of(row));
    assertThat(report.assertBiasAtMost(0.15)).isSameAs(report);
    assertThatThrownBy(() -> report.assertBiasAtMost(0.14))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith(
            "biases must be at most 0.14 of the gradient's length, got\nsound;");
  }

  /** Twice the same noise, and other noise. */
  @Test
  void theSeedChoosesTheNoise() {
    assertThat(variance(1)).isEqualTo(variance(1)).isNotEqualTo(variance(2));
  }

  private static double variance(long seed) {
    return GradientCheck.<TFloat64>of(
            (tf, sampler) -> FaultyChain.RIGHT.build(tf, sampler, TFloat64.class))
        .passes(1000)
        .seed(seed)
        .run()
        .rows()
        .get(0)
        .variance();
  }
}
