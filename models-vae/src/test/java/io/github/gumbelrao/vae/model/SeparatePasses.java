package io.github.gumbelrao.vae.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.index.Indices;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.types.TFloat64;

/**
 * What {@link GradientPasses} computes, the slow way: one backward pass for each draw, and every
 * gradient in memory.
 *
 * @param gradients of each pass
 */
record SeparatePasses(List<double[]> gradients) {

  /**
   * Runs TensorFlow's own backward passes.
   *
   * @param losses of every pass and image, with the estimator's gradient, shape [passes, batch]
   * @param parameters operands to differentiate by
   */
  static SeparatePasses of(
      TinyVae<TFloat64> tiny, Operand<TFloat64> losses, List<Operand<TFloat64>> parameters) {
    Ops tf = tiny.tf();
    List<double[]> gradients = new ArrayList<>();
    for (int pass = 0; pass < losses.shape().get(0); pass++) {
      Operand<TFloat64> loss =
          tf.math.mean(tf.stridedSlice(losses, Indices.at(pass)), tf.constant(0));
      Gradients all = tf.gradients(loss, parameters);
      List<Operand<TFloat64>> parts = new ArrayList<>();
      for (int i = 0; i < parameters.size(); i++) {
        parts.add(tf.reshape(all.<TFloat64>dy(i), tf.array(-1)));
      }
      gradients.add(tiny.fetch(tf.concat(parts, tf.constant(0)), Map.of()));
    }
    return new SeparatePasses(gradients);
  }

  double[] mean() {
    double[] mean = new double[gradients.get(0).length];
    for (double[] gradient : gradients) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += gradient[i] / gradients.size();
      }
    }
    return mean;
  }

  double squaredDistances() {
    double[] mean = mean();
    double sum = 0;
    for (double[] gradient : gradients) {
      for (int i = 0; i < mean.length; i++) {
        sum += (gradient[i] - mean[i]) * (gradient[i] - mean[i]);
      }
    }
    return sum;
  }
}
