package io.github.gumbelrao.listops.model;

import io.github.gumbelrao.core.estimator.Estimator;

/** Where the trees of training come from. */
public sealed interface TreeSource {

  /**
   * The name in results.
   *
   * @return of the estimator or of the fixed trees
   */
  String label();

  /**
   * Sampled from the model's scores, which learn from the estimator's gradient.
   *
   * @param estimator evaluates the loss at a tree
   * @param temperature of the estimator
   */
  record Sampled(Estimator estimator, double temperature) implements TreeSource {

    /** Refuses what does not sample trees. */
    public Sampled {
      if (estimator.relaxed()) {
        throw new IllegalArgumentException(
            "estimator must evaluate the loss at a tree, got "
                + estimator.name()
                + ", whose relaxed choices blend neighboring nodes into what is no tree");
      }
      estimator.checkTemperature(temperature);
    }

    @Override
    public String label() {
      return estimator.name();
    }
  }

  /**
   * Not learned.
   *
   * @param trees which
   */
  record Fixed(FixedTrees trees) implements TreeSource {

    @Override
    public String label() {
      return trees.label();
    }
  }
}
