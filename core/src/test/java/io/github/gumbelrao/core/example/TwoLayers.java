package io.github.gumbelrao.core.example;

import io.github.gumbelrao.core.oracle.GradientCheck.Losses;
import io.github.gumbelrao.core.oracle.GradientCheck.Sampler;
import io.github.gumbelrao.core.training.Initializers;
import io.github.gumbelrao.core.training.Parameter;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** Two layers of categorical variables: the second's logits are a row of a table. */
final class TwoLayers {

  /** Loss of each pair of categories; the least, 0.2, needs both layers to agree. */
  static final double[][] COSTS = {{2, 1.5, 3, 2}, {1, 2.5, 2, 0.2}, {3, 2, 1.5, 2.5}};

  private static final int ROWS = 20;

  private TwoLayers() {}

  /** Twenty draws of both layers; generic over the number type, so that it can be checked. */
  static <T extends TFloating> Losses<T> build(Ops tf, Sampler<T> sampler, Class<T> type) {
    Ops init = tf.withInitScope();
    Parameter<T> logits = Parameter.bias(tf, "logits", Initializers.zeros(init, type, 3));
    Parameter<T> table = Parameter.weight(tf, "table", Initializers.zeros(init, type, 3, 4));

    Operand<T> first = sampler.draw(tf.broadcastTo(logits.value(), tf.array(ROWS, 3))).value();
    // A one-hot row times a matrix is a row of the matrix, and passes the gradient to both.
    Operand<T> second = sampler.draw(tf.linalg.matMul(first, table.value())).value();

    Operand<T> costs = tf.linalg.matMul(first, tf.dtypes.cast(tf.constant(COSTS), type));
    Operand<T> losses = tf.reduceSum(tf.math.mul(costs, second), tf.constant(1));
    return new Losses<>(losses, List.of(logits, table));
  }
}
