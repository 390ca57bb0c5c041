package io.github.gumbelrao.core.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The length of a gradient that is known by noisy passes alone. */
class GradientSourceTest {

  private static final int PASSES = 400;
  private static final int LENGTH = 10_000;

  /**
   * The noise of the mean alone has a length of {@code sqrt(10,000 / 400) = 5}. The square of what
   * is told has a standard deviation of {@code sqrt(2 * 10,000) / 400 = 0.35} where there is no
   * gradient, and of {@code sqrt(0.35^2 + 4 * 9 / 400) = 0.46} where it has length 3; five of these
   * are allowed.
   */
  @ParameterizedTest
  @CsvSource({"0, 0, 1.33", "3, 2.58, 3.37"})
  void theNoiseIsNoPartOfTheLength(double length, double least, double most) {
    SplittableRandom random = new SplittableRandom(1);
    double[] gradient = new double[LENGTH];
    Arrays.setAll(gradient, i -> length / Math.sqrt(LENGTH));
    GradientSource source =
        GradientSource.of(
            PASSES,
            (from, to, sink) -> {
              for (int pass = from; pass < to; pass++) {
                sink.accept(
                    Arrays.stream(gradient).map(each -> each + random.nextGaussian()).toArray());
              }
            });
    source.drawSecondHalf();
    assertThat(source.norm()).isBetween(least, most);
  }

  /** Of two passes that are equal, as of an exact gradient, nothing is taken off. */
  @ParameterizedTest
  @CsvSource({"3, 4, 5", "0, 0, 0"})
  void anExactGradientHasItsLength(double x, double y, double length) {
    GradientSource source = GradientSource.exact(new ExactGradient(new double[] {x, y}, 1e-9, 0));
    source.drawSecondHalf();
    assertThat(source.norm()).isEqualTo(length);
  }
}
