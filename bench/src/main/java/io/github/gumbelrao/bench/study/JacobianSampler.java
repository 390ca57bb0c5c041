package io.github.gumbelrao.bench.study;

import io.github.gumbelrao.bench.statistics.EntryMoments;
import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.core.estimator.GumbelRao;
import org.tensorflow.proto.ConfigProto;

/** Draws conditional Jacobians of one estimator at one arity, in float64. */
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
   * @param arity number of categories
   * @param session threads and device
   */
  static JacobianSampler of(Estimator estimator, int arity, ConfigProto session) {
    return estimator instanceof GumbelRao gumbelRao
        ? RuleSampler.of(gumbelRao, arity, session)
        : DrawSampler.of(estimator, arity, session);
  }

  @Override
  void close();
}
