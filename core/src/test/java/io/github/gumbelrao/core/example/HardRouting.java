package io.github.gumbelrao.core.example;

import io.github.gumbelrao.core.oracle.GradientCheck.Losses;
import io.github.gumbelrao.core.oracle.GradientCheck.Sampler;
import io.github.gumbelrao.core.training.Parameter;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Two linear experts and a gate that sends each input to exactly one of them: y = |x|. */
final class HardRouting {

  /** Inputs with a 1 for the bias. */
  private static final float[][] INPUTS = {
    {-2, 1}, {-1.5f, 1}, {-1, 1}, {-0.5f, 1}, {0.5f, 1}, {1, 1}, {1.5f, 1}, {2, 1}
  };

  private static final float[] TARGETS = {2, 1.5f, 1, 0.5f, 0.5f, 1, 1.5f, 2};

  private HardRouting() {}

  /** No single linear expert comes below 0.3125, the variance of the targets. */
  static Losses<TFloat32> build(Ops tf, Sampler<TFloat32> sampler) {
    Ops init = tf.withInitScope();
    Parameter<TFloat32> gate =
        Parameter.weight(tf, "gate", init.constant(new float[][] {{-0.1f, 0.1f}, {0, 0}}));
    Parameter<TFloat32> experts =
        Parameter.weight(tf, "experts", init.constant(new float[][] {{-0.2f, 0.2f}, {0, 0}}));
    Operand<TFloat32> inputs = tf.constant(INPUTS);

    Operand<TFloat32> route = sampler.draw(tf.linalg.matMul(inputs, gate.value())).value();
    Operand<TFloat32> answers = tf.linalg.matMul(inputs, experts.value());
    // One-hot: one expert's answer, and the gradient says which one would have been better.
    Operand<TFloat32> answer = tf.reduceSum(tf.math.mul(route, answers), tf.constant(1));

    Operand<TFloat32> losses = tf.math.square(tf.math.sub(answer, tf.constant(TARGETS)));
    return new Losses<>(losses, List.of(gate, experts));
  }
}
