package io.github.gumbelrao.bench.jacobians;

import io.github.gumbelrao.bench.measurement.statistics.EntryMoments;
import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.core.estimator.GumbelRao;
import java.util.List;
import org.tensorflow.proto.ConfigProto;

/**
 * Draws conditional Jacobians of one estimator at one arity, in float64; those of an exact rule at
 * one temperature, which it makes use of, as are those at a temperature that may not be fed.
 */
interface JacobianSampler extends AutoCloseable {

  /**
   * What was drawn.
   *
   * @param moments of the Jacobian's entries, row by row
   * @param draws how many draws were made to get them
   * @param evaluations noise samples behind the mean, of which each may be a rare one; 0 where
   *     there are none
   */
  record Sampled(EntryMoments moments, long draws, long evaluations) {}

  /**
   * Draws until the mean is well known, or too many draws were made.
   *
   * @param each a case of this sampler's arity
   * @param seed of the noise
   */
  Sampled sample(JacobianCase each, long seed);

  /**
   * The sampler of an estimator: by its rule where it has one, by drawing where it has none.
   *
   * @param estimator whose value has a derivative
   * @param each a case of the arity, and of the temperature where that is {@link #constant}
   * @param session threads and device
   */
  static JacobianSampler of(Estimator estimator, JacobianCase each, ConfigProto session) {
    return estimator instanceof GumbelRao gumbelRao
        ? RuleSampler.of(gumbelRao, each, session)
        : DrawSampler.of(estimator, each, session);
  }

  /** Cases of equal keys can have the same sampler. */
  static List<Object> key(Estimator estimator, JacobianCase each) {
    return constant(estimator, each)
        ? List.of(each.arity(), each.temperature())
        : List.of(each.arity());
  }

  /** Whether the estimator's rule is the conditional expectation itself. */
  static boolean exact(Estimator estimator, JacobianCase each) {
    return estimator instanceof GumbelRao gumbelRao && gumbelRao.jacobian().exact();
  }

  /** Whether the graph knows the temperature: an exact rule may take one that is fed as another. */
  static boolean constant(Estimator estimator, JacobianCase each) {
    if (exact(estimator, each)) {
      return true;
    }
    try {
      estimator.checkFedTemperature(each.temperature());
      return false;
    } catch (IllegalArgumentException e) {
      return true;
    }
  }

  @Override
  void close();
}
