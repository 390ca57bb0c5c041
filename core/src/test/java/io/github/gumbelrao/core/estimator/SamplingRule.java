package io.github.gumbelrao.core.estimator;

/** The ways to sample the conditional Jacobian, by their point sets. */
enum SamplingRule {
  PLAIN(1000) {
    @Override
    MonteCarloJacobian of(int samples) {
      return MonteCarloJacobian.of(samples);
    }
  },
  ANTITHETIC(400) {
    @Override
    MonteCarloJacobian of(int samples) {
      return MonteCarloJacobian.antithetic(samples);
    }
  },
  QUASI(256) {
    @Override
    MonteCarloJacobian of(int samples) {
      return MonteCarloJacobian.quasi(samples);
    }
  };

  /**
   * Samples behind each matrix that is held to a reference. At temperature 0.1 some entries live on
   * events of probability 1e-4; the standard error means something once they occur often, as in 400
   * times this many, or fewer that are better spread.
   */
  final int samples;

  SamplingRule(int samples) {
    this.samples = samples;
  }

  abstract MonteCarloJacobian of(int samples);
}
