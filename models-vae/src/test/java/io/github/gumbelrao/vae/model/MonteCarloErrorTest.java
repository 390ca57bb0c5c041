package io.github.gumbelrao.vae.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.vae.data.BinaryImages;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/** The error of the bound that is due to its draws, against the spread over seeds. */
class MonteCarloErrorTest {

  /** Two-sided normal tail of 3.8e-8; under 20 comparisons here, so below 1e-6 in all. */
  private static final double Z = 5.5;

  private static final BinaryImages IMAGES = BinaryImages.of(TinyVae.images());

  @Test
  void monteCarloErrorIsTheSpreadOverSeeds() {
    assertErrorIsTheSpread(5, 100);
  }

  @ParameterizedTest
  @Tag("slow")
  @CsvSource({"20, 100", "1000, 4"})
  void monteCarloErrorOfManyDrawsIsTheSpreadOverSeeds(int samples, int count) {
    assertErrorIsTheSpread(samples, count);
  }

  /**
   * The bound of some images is repeated with 400 seeds. The ratio of the error told to the spread
   * is known to 5.5 / sqrt(800); the error is at most 1.2 times too large, which is that of M / (M
   * - 1) or of draws of which one outweighs all others. An interval of 1.96 errors covers 95
   * percent or more, less than 89 with probability 2e-8.
   */
  private static void assertErrorIsTheSpread(int samples, int count) {
    try (TinyVae<TFloat64> tiny = TinyVae.of(TFloat64.class)) {
      ImportanceBound<TFloat64> bound = ImportanceBound.of(tiny.tf(), tiny.vae(), 4000);
      tiny.session();
      int[] rows = IntStream.range(0, count).map(i -> i % IMAGES.size()).toArray();
      BinaryImages images = BinaryImages.of(IMAGES.rows(rows));
      List<Bound> bounds = new ArrayList<>();
      for (int seed = 0; seed < 400; seed++) {
        bounds.add(bound.estimate(tiny.openSession(), images, samples, seed, done -> {}));
      }
      double mean = bounds.stream().mapToDouble(Bound::bound).average().getAsDouble();
      double variance =
          bounds.stream().mapToDouble(x -> square(x.bound() - mean)).sum() / (bounds.size() - 1);
      double claimed =
          bounds.stream().mapToDouble(x -> square(x.monteCarloError())).average().getAsDouble();
      double tolerance = Z / Math.sqrt(2.0 * bounds.size());
      assertThat(Math.sqrt(claimed / variance)).isBetween(1 - tolerance, 1.2 + tolerance);
      assertThat(coverage(bounds, mean, 1.96)).isGreaterThan(0.89);

      // Negative control: an error half as large.
      assertThat(coverage(bounds, mean, 0.98)).isLessThan(0.89);
    }
  }

  private static double coverage(List<Bound> bounds, double truth, double errors) {
    return bounds.stream()
            .filter(x -> Math.abs(x.bound() - truth) < errors * x.monteCarloError())
            .count()
        / (double) bounds.size();
  }

  private static double square(double x) {
    return x * x;
  }

  @Test
  void oneDrawHasNoMonteCarloError() {
    try (TinyVae<TFloat32> tiny = TinyVae.of(TFloat32.class)) {
      assertThat(ImportanceBoundTest.bound(tiny, 64, 1, 3).monteCarloError()).isNaN();
    }
  }
}
