package io.github.gumbelrao.core.estimator;

import io.github.gumbelrao.core.internal.Suggestions;
import java.util.List;
import java.util.Optional;

/**
 * The registry: every estimator by the name it has in results, on the command line and in the docs.
 *
 * <p>A new estimator is one class and one row here.
 */
public final class Estimators {

  private static final List<EstimatorFamily> FAMILIES =
      List.of(
          EstimatorFamily.single(
              "reinforce",
              "score function times loss minus a running mean; unbiased, high variance",
              "Williams 1992; Paulus et al. 2021, eq. 2 and 15",
              Reinforce::of),
          EstimatorFamily.single(
              "gs",
              "Gumbel-Softmax: the relaxed sample goes through the loss",
              "Jang et al. 2017; Maddison et al. 2017; Paulus et al. 2021, eq. 4 and 16",
              GumbelSoftmax::of),
          EstimatorFamily.single(
              "st",
              "straight-through: backward through the tempered softmax of the logits",
              "Bengio et al. 2013; Paulus et al. 2021, eq. 5 and 17",
              StraightThrough::of),
          EstimatorFamily.single(
              "st-gs",
              "straight-through Gumbel-Softmax: backward through the relaxed sample",
              "Jang et al. 2017; Paulus et al. 2021, eq. 6 and 18",
              StraightThroughGumbelSoftmax::of),
          EstimatorFamily.counted(
              "gr-mcK",
              "Gumbel-Rao: st-gs averaged over K noise draws given the sample",
              "Paulus et al. 2021, eq. 7, 10 and 19",
              GumbelRao::monteCarlo),
          EstimatorFamily.counted(
              "gr-avK",
              "Gumbel-Rao with K noise draws in antithetic pairs",
              "Paulus et al. 2021, eq. 7 and section 3.3",
              GumbelRao::antithetic),
          EstimatorFamily.counted(
              "gr-qmcK",
              "Gumbel-Rao with K randomized quasi-random noise points",
              "Paulus et al. 2021, eq. 7 and section 3.3; Joe and Kuo 2008",
              GumbelRao::quasiMonteCarlo),
          EstimatorFamily.single(
              "gr",
              "Gumbel-Rao itself: the conditional expectation as a deterministic sum, for every arity",
              "Paulus et al. 2021, eq. 7",
              GumbelRao::conditional),
          EstimatorFamily.single(
              "zgr",
              "the limit of Gumbel-Rao at temperature 0, in closed form; ignores the temperature",
              "Shekhovtsov 2023; docs/mathematics.md",
              ZeroTemperatureGumbelRao::of),
          EstimatorFamily.single(
              "zgr1",
              "Gumbel-Rao to first order in the temperature, in closed form",
              "Shekhovtsov 2023 for order zero; docs/mathematics.md",
              FirstOrderGumbelRao::of),
          EstimatorFamily.single(
              "reinmax",
              "straight-through of second order by Heun's method; temperature at least 1",
              "Liu et al. 2023; docs/mathematics.md",
              ReinMax::of),
          EstimatorFamily.counted(
              "reinmax-raoK",
              "reinmax with a Gumbel-Rao Jacobian of K noise draws at its midpoint",
              "Wang and Bui 2026; docs/mathematics.md",
              ReinMaxRao::monteCarlo),
          EstimatorFamily.single(
              "reinmax-rao",
              "reinmax with the exact Gumbel-Rao Jacobian at its midpoint",
              "Wang and Bui 2026; docs/mathematics.md",
              ReinMaxRao::conditional),
          EstimatorFamily.counted(
              "reinmax-cvK",
              "reinmax with a control variate of Gumbel-Rao by K noise draws",
              "Wang and Bui 2026; docs/mathematics.md",
              ReinMaxControlVariate::monteCarlo),
          EstimatorFamily.single(
              "reinmax-cv",
              "reinmax with a control variate of exact Gumbel-Rao",
              "Wang and Bui 2026; docs/mathematics.md",
              ReinMaxControlVariate::conditional),
          EstimatorFamily.single(
              "gst",
              "gapped straight-through: logits moved so that the sample wins by 1",
              "Fan et al. 2022; docs/mathematics.md",
              GappedStraightThrough::fixed),
          EstimatorFamily.single(
              "gst-p",
              "gapped straight-through with the gap -log(1 - p) / p",
              "Fan et al. 2022; docs/mathematics.md",
              GappedStraightThrough::adaptive),
          EstimatorFamily.single(
              "mve",
              "least variance between straight-through (t = 0) and second order (large t)",
              "Hooper and Shekhovtsov 2026; docs/mathematics.md",
              MinimumVariance::of));

  private Estimators() {}

  /**
   * Every family, in the order used everywhere.
   *
   * @return the rows of the registry
   */
  public static List<EstimatorFamily> families() {
    return FAMILIES;
  }

  /**
   * The estimator with a given name.
   *
   * @param name such as {@code st-gs} or {@code gr-mc100}
   * @return the estimator
   * @throws IllegalArgumentException if there is none; the message suggests the nearest names
   */
  public static Estimator named(String name) {
    return FAMILIES.stream()
        .map(family -> family.member(name))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(unknown(name)));
  }

  private static String unknown(String name) {
    List<String> names = FAMILIES.stream().map(family -> family.intended(name)).toList();
    return "estimator must be a known name, got '"
        + name
        + "'; nearest: "
        + String.join(", ", Suggestions.nearest(name, names));
  }
}
