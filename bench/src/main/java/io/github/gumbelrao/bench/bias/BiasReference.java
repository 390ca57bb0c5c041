package io.github.gumbelrao.bench.bias;

import io.github.gumbelrao.bench.training.MeasuredTraining;
import io.github.gumbelrao.core.internal.VectorSpread;
import io.github.gumbelrao.vae.model.ExactGradient;
import io.github.gumbelrao.vae.model.GradientPasses;
import io.github.gumbelrao.vae.model.GradientSummary;
import org.tensorflow.types.TFloat32;

/** The gradient that estimators are held to, at one minibatch after the other. */
interface BiasReference {

  /** A reference gradient. */
  final class Truth {
    private final double[] gradient;
    private final double noise;

    private Truth(double[] gradient, double noise) {
      this.gradient = gradient;
      this.noise = noise;
    }

    /** Of all weights and biases of the inference network; not copied. */
    double[] gradient() {
      return gradient;
    }

    /** Trace of the covariance of the gradient's error, 0 where it is exact. */
    double noise() {
      return noise;
    }
  }

  /**
   * The reference at one minibatch.
   *
   * @param pixels of the minibatch
   * @param noise two numbers that choose the draws
   */
  Truth at(byte[] pixels, long... noise);

  /** Adds the reference of a plan to the graph of a model in training. */
  static BiasReference of(BiasPlan plan, MeasuredTraining trajectory) {
    return plan.reference() == BiasPlan.Reference.EXACT
        ? exact(plan, trajectory)
        : leaveOneOut(plan, trajectory);
  }

  private static BiasReference exact(BiasPlan plan, MeasuredTraining trajectory) {
    int images = plan.measured().sampling().batchSize();
    ExactGradient<TFloat32> exact = trajectory.add((tf, vae) -> ExactGradient.of(tf, vae, images));
    return (pixels, noise) -> new Truth(exact.run(trajectory.session(), pixels), 0);
  }

  /** One pass a run: its draws are a batch of the decoder already, and memory stays small. */
  private static BiasReference leaveOneOut(BiasPlan plan, MeasuredTraining trajectory) {
    int passes = plan.referencePasses();
    GradientPasses<TFloat32> pass =
        trajectory.add(
            (tf, vae) -> GradientPasses.leaveOneOut(tf, vae, 1, BiasPlan.REFERENCE_DRAWS));
    return (pixels, noise) -> {
      VectorSpread spread = new VectorSpread();
      double[] mean = null;
      for (int i = 0; i < passes; i++) {
        GradientSummary summary =
            pass.run(trajectory.session(), pixels, noise[0], noise[1] * passes + i);
        double[] gradient = summary.mean();
        spread.add(gradient);
        mean = mean == null ? new double[gradient.length] : mean;
        for (int k = 0; k < mean.length; k++) {
          mean[k] += gradient[k] / passes;
        }
      }
      return new Truth(mean, spread.variance() / passes);
    };
  }
}
