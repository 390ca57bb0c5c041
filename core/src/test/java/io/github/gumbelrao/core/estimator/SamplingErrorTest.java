package io.github.gumbelrao.core.estimator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How far a sampled conditional Jacobian lies from its mean, by kind of points. */
class SamplingErrorTest {

  /** Matrices that the error of a rule at some logits is the mean of. */
  private static final int ROWS = 100;

  /**
   * Mean squared error at 64 samples against that of independent ones; since all are unbiased it is
   * the variance. The bound is what is claimed, and was met with a margin.
   */
  @ParameterizedTest
  @CsvSource({
    "2, 0.1, 0.08",
    "2, 0.5, 0.02",
    "2, 1, 0.02",
    "4, 0.5, 0.15",
    "8, 0.5, 0.2",
    "16, 0.5, 0.35",
    "16, 1, 0.25",
    "64, 1, 0.4"
  })
  void quasiRandomPointsBeatIndependentOnes(int n, double temperature, double share) {
    double plain = error(MonteCarloJacobian.of(64), n, temperature);
    double quasi = error(MonteCarloJacobian.quasi(64), n, temperature);
    assertThat(quasi).isLessThan(share * plain);
  }

  /** As {@link GumbelRao#quasiMonteCarlo} and {@link GumbelRao#conditional} say. */
  @ParameterizedTest
  @CsvSource({"2, 0.5, 8", "2, 1, 8", "16, 0.5, 256", "16, 1, 128"})
  void fewQuasiRandomPointsDoTheWorkOfAThousand(int n, double temperature, int points) {
    assertThat(error(MonteCarloJacobian.quasi(points), n, temperature))
        .isLessThan(error(MonteCarloJacobian.of(1000), n, temperature));
  }

  /** It does, but by less the more categories there are and the lower the temperature. */
  @ParameterizedTest
  @CsvSource({"2, 1, 0.2", "2, 0.5, 0.25", "4, 1, 0.5", "16, 1, 0.75", "16, 0.5, 0.85"})
  void antitheticPairsReduceTheError(int n, double temperature, double share) {
    double plain = error(MonteCarloJacobian.of(32), n, temperature);
    double antithetic = error(MonteCarloJacobian.antithetic(32), n, temperature);
    assertThat(antithetic).isLessThan(share * plain);
  }

  /** Mean squared error of the matrix, over several logits, outcomes and draws. */
  private static double error(ConditionalJacobian rule, int n, double temperature) {
    SplittableRandom random = new SplittableRandom(7);
    double error = 0;
    for (int trial = 0; trial < 4; trial++) {
      double[] theta = random.doubles(n, -2, 2).toArray();
      error += JacobianSamples.moments(rule, theta, trial % n, temperature, ROWS).trace();
    }
    return error;
  }
}
