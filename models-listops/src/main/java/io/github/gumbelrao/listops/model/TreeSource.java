package io.github.gumbelrao.listops.model;

import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.core.estimator.EstimatorFamily;
import io.github.gumbelrao.core.estimator.Estimators;
import io.github.gumbelrao.core.internal.Suggestions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the trees of training come from. */
public sealed interface TreeSource {

  /**
   * The name in results.
   *
   * @return of the estimator or of the fixed trees
   */
  String label();

  /**
   * The estimator of sampled trees.
   *
   * @return empty for fixed trees
   */
  Optional<Estimator> estimator();

  /**
   * Whether the trees are sampled, so that the scores learn.
   *
   * @return false for fixed trees
   */
  default boolean sampled() {
    return estimator().isPresent();
  }

  /**
   * Finds a source by its label.
   *
   * @param label name of an estimator, {@value LateMasked#LABEL}, or of fixed trees such as {@code
   *     tree-gold}
   * @param temperature of the estimator; any above 0 where it is ignored
   * @return the source
   * @throws IllegalArgumentException if there is none of that name, or the estimator does not serve
   */
  static TreeSource named(String label, double temperature) {
    if (label.equals(LateMasked.LABEL)) {
      return new LateMasked(temperature);
    }
    for (FixedTrees fixed : FixedTrees.values()) {
      if (fixed.label().equals(label)) {
        return new Fixed(fixed);
      }
    }
    if (Estimators.families().stream().noneMatch(family -> family.contains(label))) {
      throw new IllegalArgumentException(
          "estimator must be a known name, got '"
              + label
              + "'; nearest: "
              + String.join(", ", Suggestions.nearest(label, labels())));
    }
    return new Sampled(Estimators.named(label), temperature);
  }

  private static List<String> labels() {
    return Stream.of(
            Estimators.families().stream().map(EstimatorFamily::pattern),
            Stream.of(LateMasked.LABEL),
            Arrays.stream(FixedTrees.values()).map(FixedTrees::label))
        .flatMap(names -> names)
        .toList();
  }

  /**
   * Sampled from the model's scores, which learn from the estimator's gradient.
   *
   * @param own evaluates the loss at a tree
   * @param temperature of the estimator
   */
  record Sampled(Estimator own, double temperature) implements TreeSource {

    /** Refuses what does not sample trees. */
    public Sampled {
      if (own.relaxed()) {
        throw new IllegalArgumentException(
            "estimator must evaluate the loss at a tree, got "
                + own.name()
                + ", whose relaxed choices blend neighboring nodes into what is no tree");
      }
      own.checkTemperature(temperature);
    }

    @Override
    public String label() {
      return own.name();
    }

    @Override
    public Optional<Estimator> estimator() {
      return Optional.of(own);
    }
  }

  /**
   * Sampled by st-gs with a mistake of the public model that the paper's experiment builds on:
   * pairs beyond a sentence's end are masked after the softmax and not before it, in {@code (s mask
   * + 1e-20) / sum}. At low temperatures a masked pair then often takes all of the softmax, the
   * others tie at nothing, and the leftmost is merged. It is here to show what that does.
   *
   * <p>Source: the code that Choi, Yoo and Lee published with arXiv:1707.02786.
   *
   * @param temperature above 0
   */
  record LateMasked(double temperature) implements TreeSource {

    /** The name in results. */
    public static final String LABEL = "st-gs-late-mask";

    /** Refuses temperatures of 0 and below. */
    public LateMasked {
      Estimators.named("st-gs").checkTemperature(temperature);
    }

    @Override
    public String label() {
      return LABEL;
    }

    @Override
    public Optional<Estimator> estimator() {
      return Optional.of(Estimators.named("st-gs"));
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

    @Override
    public Optional<Estimator> estimator() {
      return Optional.empty();
    }
  }
}
