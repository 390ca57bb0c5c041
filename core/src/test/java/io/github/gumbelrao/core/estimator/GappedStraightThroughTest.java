package io.github.gumbelrao.core.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.core.testing.Evaluate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GappedStraightThroughTest {

  /**
   * {@code -log(1 - p) / p} of the first of two categories, in float32, where 1 - p is 0 from
   * log-odds 17 on and p is 0 from -104 on. No sampling test would meet the unlikely outcomes.
   */
  @ParameterizedTest
  @CsvSource({
    "-200, 1",
    "-100, 1",
    "-20, 1.00000000103",
    "0, 1.38629436112",
    "3, 3.20036757847",
    "20, 20.0000000433",
    "200, 200"
  })
  void gapIsRightAtBothEnds(float logOdds, double gap) {
    double[] value =
        Evaluate.once(
            tf ->
                GappedStraightThrough.adaptiveGap(
                    tf, tf.constant(new float[] {logOdds, 0}), tf.constant(new float[] {1, 0})));
    assertThat(value).hasSize(1);
    assertThat(value[0]).isCloseTo(gap, within(2e-7 * gap));
  }
}
