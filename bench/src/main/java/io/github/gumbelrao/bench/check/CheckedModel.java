package io.github.gumbelrao.bench.check;

import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.core.estimator.Temperature;
import io.github.gumbelrao.core.oracle.GradientCheck;
import io.github.gumbelrao.core.oracle.GradientCheck.Losses;
import io.github.gumbelrao.core.oracle.GradientCheck.Sampler;
import io.github.gumbelrao.core.training.Parameter;
import io.github.gumbelrao.listops.Expression;
import io.github.gumbelrao.listops.ListOpsExample;
import io.github.gumbelrao.listops.model.CheckedParser;
import io.github.gumbelrao.listops.model.Sentences;
import io.github.gumbelrao.listops.model.TreeLstmSettings;
import io.github.gumbelrao.listops.model.TreeSource;
import io.github.gumbelrao.toyqp.QuadraticProgram;
import io.github.gumbelrao.vae.data.BinaryImages;
import io.github.gumbelrao.vae.data.SyntheticDigits;
import io.github.gumbelrao.vae.model.DiscreteVae;
import io.github.gumbelrao.vae.model.VaeSettings;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;

/** Our models, each so small that all outcomes of its samples are enumerated, in float64. */
enum CheckedModel {
  /** Two images, two latent variables of four categories. */
  VAE("VAE of two generated digits, two variables of four categories", 4) {
    @Override
    GradientCheck.Model<TFloat64> model() {
      BinaryImages digits = SyntheticDigits.dataSet(1, 100, 1, 1).train();
      byte[] bytes = digits.rows(0, 1);
      double[][] images = new double[2][BinaryImages.PIXELS];
      for (int i = 0; i < bytes.length; i++) {
        images[i / BinaryImages.PIXELS][i % BinaryImages.PIXELS] = bytes[i];
      }
      double[] means = digits.pixelMeans();
      return (tf, sampler) -> {
        DiscreteVae<TFloat64> vae =
            DiscreteVae.of(tf, TFloat64.class, new VaeSettings(4, 4, 3), means, 1);
        Operand<TFloat64> pixels = tf.constant(images);
        Operand<TFloat64> logits = vae.encode(tf, pixels).logits();
        Operand<TFloat64> value = sampler.draw(logits).value();
        Operand<TFloat64> losses = vae.losses(tf, pixels, logits, value);
        return new Losses<>(tf.reshape(losses, tf.array(images.length)), vae.parameters());
      };
    }
  },

  /** The paper's program at a point, its weights held. */
  TOY_QP("quadratic program of the paper at p = (0.8, 0.15, 0.05), its weights held", 3) {
    @Override
    GradientCheck.Model<TFloat64> model() {
      return (tf, sampler) -> program(tf, sampler, QuadraticProgram.paper(), POINT);
    }
  },

  /** Two expressions, the longer one with three choices. */
  LISTOPS("Tree-LSTM parser of [MAX 2 9 5 ] and [MIN 7 1 ], up to three choices in sequence", 4) {
    @Override
    GradientCheck.Model<TFloat64> model() {
      List<ListOpsExample> examples =
          Stream.of("[MAX 2 9 5 ]", "[MIN 7 1 ]")
              .map(Expression::parse)
              .map(each -> new ListOpsExample(each.evaluate(), each))
              .toList();
      return CheckedParser.of(
          TFloat64.class, new TreeLstmSettings(3, 4, true), new Sentences(examples), 1);
    }

    @Override
    void accept(Estimator estimator, double temperature) {
      super.accept(estimator, temperature);
      new TreeSource.Sampled(estimator, temperature);
    }
  };

  private static final double[] POINT = {0.8, 0.15, 0.05};

  private final String summary;
  private final int categories;

  CheckedModel(String summary, int categories) {
    this.summary = summary;
    this.categories = categories;
  }

  /** What it is, and of which size. */
  String summary() {
    return summary;
  }

  /** The model as it is checked. */
  abstract GradientCheck.Model<TFloat64> model();

  /**
   * Refuses an estimator that is not meant for this model or this temperature.
   *
   * @throws IllegalArgumentException that says why
   */
  void accept(Estimator estimator, double temperature) {
    estimator.checkCategories(categories);
    if (estimator.usesTemperature()) {
      estimator.checkTemperature(temperature);
      Temperature.of(temperature).check(TFloat64.class);
    }
  }

  /** {@code (D - c)^T A (D - c)} for one draw D, by the logits of p. */
  private static Losses<TFloat64> program(
      Ops tf, Sampler<TFloat64> sampler, QuadraticProgram program, double[] p) {
    Operand<TFloat64> start = tf.withInitScope().constant(new double[][] {p});
    Parameter<TFloat64> logits = Parameter.bias(tf, "logits", tf.withInitScope().math.log(start));
    Operand<TFloat64> value = sampler.draw(logits.value()).value();
    Operand<TFloat64> gap = tf.math.sub(value, tf.constant(program.center()));
    Operand<TFloat64> weighted = tf.linalg.matMul(gap, tf.constant(program.weights(p)));
    return Losses.of(tf.reduceSum(tf.math.mul(weighted, gap), tf.constant(1)), logits);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
