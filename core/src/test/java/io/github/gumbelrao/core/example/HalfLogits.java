package io.github.gumbelrao.core.example;

// #estimator
import io.github.gumbelrao.core.estimator.Draw;
import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.core.estimator.Reinforce;
import io.github.gumbelrao.core.estimator.Temperature;
import io.github.gumbelrao.core.ops.LastAxis;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/** Straight-through with the backward pass of the softmax of half the logits. */
public final class HalfLogits implements Estimator {

  @Override
  public String name() {
    return "half-logits";
  }

  @Override
  public boolean usesTemperature() {
    return false;
  }

  @Override
  public <T extends TFloating> Draw<T> build(
      Ops tf, Operand<T> logits, Temperature temperature, Operand<TInt64> seed) {
    // An exact one-hot sample, which passes no gradient.
    Operand<T> sample = tf.stopGradient(Reinforce.of().draw(tf, logits, temperature, seed).value());
    Operand<T> half = tf.math.mul(logits, tf.constant(logits.type(), 0.5));
    Operand<T> soft = LastAxis.softmax(tf, half);
    return Draw.pathwise(tf.math.add(sample, tf.math.sub(soft, tf.stopGradient(soft))));
  }
}
// /#estimator
