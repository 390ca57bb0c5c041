package io.github.gumbelrao.bench.jacobians;

import io.github.gumbelrao.bench.measurement.statistics.EntryMoments;
import io.github.gumbelrao.core.estimator.ConditionalJacobian;
import io.github.gumbelrao.core.estimator.GumbelRao;
import io.github.gumbelrao.core.estimator.Temperature;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat64;

/** Asks a Gumbel-Rao estimator's own rule for its matrix, given the outcome. */
final class RuleSampler implements JacobianSampler {

  /**
   * Noise samples behind the mean. At temperature 0.1 some entries live on events of probability
   * 1e-4; the standard error means something once they occur often, as in 400,000 samples.
   */
  private static final long EVALUATIONS = 400_000;

  /** Fewest independent matrices, so that their spread is known to a few percent. */
  private static final long MIN_MATRICES = 400;

  /** Largest tensor of a run, in numbers: small enough to stay near the processor. */
  private static final int MAX_NUMBERS = 1 << 20;

  /** What a rule without a count of samples is taken to cost. */
  private static final int USUAL_SAMPLES = 1000;

  private final JacobianGraph graph;
  private final int rows;
  private final long samples;
  private final Operand<TFloat64> mean;
  private final Operand<TFloat64> squares;

  private RuleSampler(GumbelRao estimator, JacobianCase each, ConfigProto session) {
    int arity = each.arity();
    this.samples = estimator.samples().orElse(0);
    long numbers = Math.max(arity, estimator.samples().orElse(USUAL_SAMPLES)) * (long) arity;
    this.rows = (int) Math.max(1, Math.min(MIN_MATRICES, MAX_NUMBERS / numbers));
    this.graph = new JacobianGraph(arity, rows, session);
    Ops tf = graph.tf();
    Operand<TFloat64> oneHot =
        tf.broadcastTo(
            tf.oneHot(graph.outcome(), tf.constant(arity), tf.constant(1.0), tf.constant(0.0)),
            tf.array(rows, arity));
    ConditionalJacobian rule = estimator.jacobian();
    Temperature temperature =
        rule.exact() ? Temperature.of(each.temperature()) : graph.temperature();
    Operand<TFloat64> matrices = rule.matrix(tf, graph.rows(), oneHot, temperature, graph.seed());
    this.mean = tf.math.mean(matrices, tf.constant(0));
    this.squares = tf.reduceSum(tf.math.square(tf.math.sub(matrices, mean)), tf.constant(0));
  }

  /** Numbers that the noise of a case has at least. */
  static double leastNumbers(int samples, int arity) {
    return (double) MIN_MATRICES * samples * arity;
  }

  static RuleSampler of(GumbelRao estimator, JacobianCase each, ConfigProto session) {
    return new RuleSampler(estimator, each, session);
  }

  @Override
  public Sampled sample(JacobianCase each, long seed) {
    long wanted = Math.max(MIN_MATRICES, samples == 0 ? 0 : EVALUATIONS / samples);
    EntryMoments moments = new EntryMoments(each.jacobian().size());
    for (long run = 0; moments.count() < wanted; run++) {
      List<double[]> values = graph.run(each, seed, run, List.of(mean, squares));
      moments.merge(rows, values.get(0), values.get(1));
    }
    return new Sampled(moments, moments.count(), moments.count() * samples);
  }

  @Override
  public void close() {
    graph.close();
  }
}
