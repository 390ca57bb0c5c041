package io.github.gumbelrao.core.testing;

import io.github.gumbelrao.core.estimator.Draw;
import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.core.estimator.Temperature;
import io.github.gumbelrao.core.surrogate.SurrogateLoss;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;

/** Many independent gradients of one problem: each row of the logits is one trial. */
public final class RowGradients {

  private RowGradients() {}

  /** How a test draws: an estimator, or a negative control written out in the test. */
  public interface Drawing {
    Draw<TFloat64> draw(Ops tf, Operand<TFloat64> logits, Operand<TInt64> seed);
  }

  /** The drawing of an estimator at one temperature. */
  public static Drawing of(Estimator estimator, double temperature) {
    return (tf, logits, seed) -> estimator.draw(tf, logits, Temperature.of(temperature), seed);
  }

  /** Gradients of {@link QuadraticLoss} with respect to the logits, row-major [rows, n]. */
  public static double[] quadratic(Drawing drawing, double[] theta, int rows, long seed) {
    return Evaluate.once(
        tf -> {
          Operand<TFloat64> logits =
              tf.broadcastTo(tf.constant(theta), tf.array(rows, theta.length));
          Draw<TFloat64> draw = drawing.draw(tf, logits, tf.constant(new long[] {seed, 1}));
          Operand<TFloat64> losses = QuadraticLoss.of(tf, draw.value(), theta.length);
          Operand<TFloat64> loss = SurrogateLoss.of(tf, losses, List.of(draw), tf.constant(0.3));
          return tf.gradients(tf.reduceSum(loss, tf.constant(0)), List.of(logits)).<TFloat64>dy(0);
        });
  }

  /** Entrywise difference of two equally long arrays. */
  public static double[] difference(double[] a, double[] b) {
    double[] difference = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      difference[i] = a[i] - b[i];
    }
    return difference;
  }
}
