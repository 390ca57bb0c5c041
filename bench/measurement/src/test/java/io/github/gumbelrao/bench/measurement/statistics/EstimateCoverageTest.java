package io.github.gumbelrao.bench.measurement.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.testing.Budget;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How often the truth lies within 1.96 standard errors, over repeated samples. */
@Tag("statistical")
class EstimateCoverageTest {

  private static final double WIDTH = 1.96;

  private static int covered(
      int repetitions, double truth, Function<SplittableRandom, Estimate> sample, double factor) {
    SplittableRandom random = new SplittableRandom(1);
    int covered = 0;
    for (int i = 0; i < repetitions; i++) {
      Estimate estimate = sample.apply(random);
      double width = factor * WIDTH * estimate.standardError();
      covered += Math.abs(estimate.value() - truth) <= width ? 1 : 0;
    }
    return covered;
  }

  /** Ten normal numbers: the exact coverage is Student's, with nine degrees of freedom. */
  @Test
  void meanCoversAsOftenAsStudentSays() {
    int repetitions = 20_000;
    Function<SplittableRandom, Estimate> sample =
        random ->
            Estimate.mean(random.doubles(10).map(x -> 3 + 2 * random.nextGaussian()).toArray());
    double law = 1 - 2 * TDistribution.of(9).survivalProbability(WIDTH);
    int covered = covered(repetitions, 3, sample, 1);
    assertThat(Budget.pValue(covered, repetitions, law, law)).isGreaterThan(Budget.P);

    // Negative control: a sum of squares over 10 instead of 9 is noticed.
    int narrower = covered(repetitions, 3, sample, Math.sqrt(0.9));
    assertThat(Budget.pValue(narrower, repetitions, law, law)).isLessThan(Budget.P);
  }

  /**
   * Four hundred pairs that share most of their noise, as two estimators at one minibatch do. The
   * delta method leaves out terms of relative size 1 / 400: its coverage may be off by a point.
   */
  @Test
  void ratioCoversNinetyFivePercent() {
    int repetitions = 2_000;
    double truth = 0.5;
    int covered = covered(repetitions, truth, random -> ratio(random, truth), 1);
    assertThat(Budget.pValue(covered, repetitions, 0.94, 0.96)).isGreaterThan(Budget.P);

    // Negative controls: intervals a quarter too narrow or a third too wide are noticed.
    int narrower = covered(repetitions, truth, random -> ratio(random, truth), 0.75);
    assertThat(Budget.pValue(narrower, repetitions, 0.94, 0.96)).isLessThan(Budget.P);
    int wider = covered(repetitions, truth, random -> ratio(random, truth), 1.33);
    assertThat(Budget.pValue(wider, repetitions, 0.94, 0.96)).isLessThan(Budget.P);
  }

  private static Estimate ratio(SplittableRandom random, double truth) {
    double[] numerators = new double[400];
    double[] denominators = new double[400];
    for (int i = 0; i < numerators.length; i++) {
      denominators[i] = 2 + 0.5 * random.nextGaussian();
      numerators[i] = truth * denominators[i] + 0.1 * random.nextGaussian();
    }
    return Estimate.ratio(numerators, denominators);
  }
}
