package io.github.gumbelrao.bench.study;

import io.github.gumbelrao.core.estimator.EstimatorFamily;
import io.github.gumbelrao.core.estimator.Estimators;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Lists of estimators' names. */
public final class EstimatorNames {

  /** What the others are compared with. */
  public static final String REFERENCE = "st-gs";

  /** The paper's own sampler, plain Monte Carlo: the one family whose counts are far apart. */
  private static final String MONTE_CARLO = "gr-mcK";

  /** Even, and a power of two, so that every rule accepts it. */
  private static final int USUAL_COUNT = 32;

  private EstimatorNames() {}

  /**
   * Members of registered families, in the order of the registry.
   *
   * @param pattern which families, by pattern
   * @param monteCarlo counts that stand for plain Monte Carlo; other families have one member here
   */
  public static List<String> registered(Predicate<String> pattern, int... monteCarlo) {
    return Estimators.families().stream()
        .filter(family -> pattern.test(family.pattern()))
        .flatMap(family -> members(family, monteCarlo))
        .toList();
  }

  private static Stream<String> members(EstimatorFamily family, int... monteCarlo) {
    if (!family.counted()) {
      return Stream.of(family.pattern());
    }
    IntStream counts =
        family.pattern().equals(MONTE_CARLO) ? IntStream.of(monteCarlo) : IntStream.of(USUAL_COUNT);
    return counts.mapToObj(count -> family.named(count).name());
  }
}
