package io.github.gumbelrao.bench.listops;

import io.github.gumbelrao.core.internal.Checks;
import io.github.gumbelrao.core.training.GradientDescent;
import io.github.gumbelrao.listops.model.TreeLstmSettings;
import io.github.gumbelrao.listops.training.TrialSettings;

/**
 * One trial of a sweep: a training, measured at its best validation epoch.
 *
 * @param estimator by its name, or fixed trees such as {@code tree-gold}
 * @param temperature of the estimator, above 0
 * @param maxLength most tokens of an expression
 * @param hidden width of the model
 * @param learningRate above 0
 * @param weightDecay at least 0
 * @param epochs passes over the training examples
 * @param batchSize examples of a step; 0 is the paper's, as many as the longest has tokens
 * @param seed of the training
 */
record ListOpsTrial(
    String estimator,
    double temperature,
    int maxLength,
    int hidden,
    double learningRate,
    double weightDecay,
    int epochs,
    int batchSize,
    long seed) {

  /** Checks what the training does not. */
  ListOpsTrial {
    Checks.atLeast("batchSize", batchSize, 0);
  }

  /** The training that it is, as {@code listops} does it. */
  TrialSettings training() {
    return new TrialSettings(
        estimator,
        temperature,
        maxLength,
        new TreeLstmSettings(hidden, hidden, true),
        new GradientDescent(learningRate, weightDecay),
        epochs,
        batchSize == 0 ? maxLength : batchSize,
        seed);
  }
}
