package io.github.gumbelrao.listops.training;

import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.core.estimator.Temperature;
import io.github.gumbelrao.core.internal.Checks;
import io.github.gumbelrao.core.training.GradientDescent;
import io.github.gumbelrao.listops.model.TreeLstmSettings;
import io.github.gumbelrao.listops.model.TreeSource;
import org.tensorflow.types.TFloat32;

/**
 * Everything one training depends on besides the data and the number of threads.
 *
 * @param trees label of a {@link TreeSource}: an estimator, or fixed trees such as {@code
 *     tree-gold}
 * @param temperature of the estimator; any above 0 where it is ignored
 * @param maxLength most tokens of an example, at least 3
 * @param model shape of the model
 * @param descent learning rate and weight decay
 * @param epochs passes over the training examples, at least 1
 * @param batchSize examples of a step, at least 1; the paper takes {@code maxLength}
 * @param seed of initial values, order and noise
 */
public record TrialSettings(
    String trees,
    double temperature,
    int maxLength,
    TreeLstmSettings model,
    GradientDescent descent,
    int epochs,
    int batchSize,
    long seed) {

  /** Checks every component. */
  public TrialSettings {
    Checks.positive("temperature", temperature);
    Checks.atLeast("maxLength", maxLength, 3);
    Checks.atLeast("epochs", epochs, 1);
    Checks.atLeast("batchSize", batchSize, 1);
    TreeSource.named(trees, temperature)
        .estimator()
        .ifPresent(estimator -> check(estimator, temperature, maxLength));
  }

  private static void check(Estimator estimator, double temperature, int maxLength) {
    // The first merge chooses among all pairs of neighbors.
    estimator.checkCategories(maxLength - 1);
    if (estimator.usesTemperature()) {
      Temperature.of(temperature).check(TFloat32.class);
    }
  }

  /**
   * Where the trees come from.
   *
   * @return an estimator at its temperature, or fixed trees
   */
  public TreeSource source() {
    return TreeSource.named(trees, temperature);
  }
}
