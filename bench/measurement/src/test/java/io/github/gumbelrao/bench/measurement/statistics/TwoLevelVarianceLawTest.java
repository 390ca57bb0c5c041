package io.github.gumbelrao.bench.measurement.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.testing.Budget;
import io.github.gumbelrao.core.internal.VectorSpread;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Repeated studies of a known two-level law: 45 minibatches, which make 20 groups of two or three.
 *
 * <p>Three components; the minibatches' means have variance 1 each, a draw adds noise whose
 * variance is 1 or 7, by the toss of a coin for each minibatch, so 4 on average.
 */
@Tag("statistical")
class TwoLevelVarianceLawTest {

  private static final int REPETITIONS = 2_000;
  private static final int MINIBATCHES = 45;
  private static final int DRAWS = 4;
  private static final int LENGTH = 3;
  private static final double MEAN = 5;
  private static final double BETWEEN = LENGTH;
  private static final double WITHIN = LENGTH * 4;

  private static final List<TwoLevelVariance> STUDIES = new ArrayList<>();

  @BeforeAll
  static void simulate() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < REPETITIONS; i++) {
      TwoLevelVariance study = TwoLevelVariance.of(MINIBATCHES, DRAWS);
      for (int minibatch = 0; minibatch < MINIBATCHES; minibatch++) {
        study.add(draws(random, Math.sqrt(random.nextBoolean() ? 1 : 7)), random.nextGaussian());
      }
      STUDIES.add(study);
    }
  }

  private static VectorSpread draws(SplittableRandom random, double noise) {
    double[] mean = random.doubles(LENGTH).map(x -> MEAN + random.nextGaussian()).toArray();
    VectorSpread draws = new VectorSpread();
    for (int draw = 0; draw < DRAWS; draw++) {
      double[] vector = mean.clone();
      for (int i = 0; i < LENGTH; i++) {
        vector[i] += noise * random.nextGaussian();
      }
      draws.add(vector);
    }
    return draws;
  }

  /** How far the mean of many estimates is from the truth, in its standard errors. */
  private static double distance(Function<TwoLevelVariance, Double> estimate, double truth) {
    Estimate mean = Estimate.mean(STUDIES.stream().mapToDouble(estimate::apply).toArray());
    return Math.abs(mean.value() - truth) / mean.standardError();
  }

  private static int covered(
      Function<TwoLevelVariance, Estimate> estimate, double truth, double factor) {
    return (int)
        STUDIES.stream()
            .map(estimate)
            .filter(
                found -> Math.abs(found.value() - truth) <= factor * 1.96 * found.standardError())
            .count();
  }

  /**
   * Twenty groups give Student's law with nineteen degrees of freedom, 93.5 %; the skewness of
   * variances takes up to three points off, unequal groups add up to one.
   */
  private static void assertCovers(Function<TwoLevelVariance, Estimate> estimate, double truth) {
    assertThat(Budget.pValue(covered(estimate, truth, 1), REPETITIONS, 0.905, 0.955))
        .isGreaterThan(Budget.P);
    // Negative controls: standard errors a third too small or too large are noticed.
    assertThat(Budget.pValue(covered(estimate, truth, 0.67), REPETITIONS, 0.905, 0.955))
        .isLessThan(Budget.P);
    assertThat(Budget.pValue(covered(estimate, truth, 1.5), REPETITIONS, 0.905, 0.955))
        .isLessThan(Budget.P);
  }

  @Test
  void withinIsUnbiased() {
    assertThat(distance(study -> study.within().value(), WITHIN)).isLessThan(Budget.Z);
  }

  @Test
  void betweenIsUnbiased() {
    assertThat(distance(study -> study.between().value(), BETWEEN)).isLessThan(Budget.Z);

    // Negative control: without the correction for the number of draws it is found to be biased.
    assertThat(distance(study -> study.between().value() + study.within().value() / DRAWS, BETWEEN))
        .isGreaterThan(Budget.Z);
  }

  @Test
  void withinIsKnownAsWellAsItSays() {
    assertCovers(TwoLevelVariance::within, WITHIN);
  }

  @Test
  void betweenIsKnownAsWellAsItSays() {
    assertCovers(TwoLevelVariance::between, BETWEEN);
  }

  @Test
  void normIsKnownAsWellAsItSays() {
    // The square of the norm is too large by the variance of the mean.
    double variance = (BETWEEN + WITHIN / DRAWS) / MINIBATCHES;
    assertCovers(TwoLevelVariance::norm, Math.sqrt(LENGTH * MEAN * MEAN + variance));
  }

  @Test
  void lossIsKnownAsWellAsItSays() {
    assertCovers(TwoLevelVariance::loss, 0);
  }
}
