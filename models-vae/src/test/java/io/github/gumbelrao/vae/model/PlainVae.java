package io.github.gumbelrao.vae.model;

import io.github.gumbelrao.vae.data.BinaryImages;
import java.util.Arrays;
import java.util.List;

/**
 * The model of {@link TinyVae#SETTINGS} in plain loops, one image at a time.
 *
 * @param parameters in the order of {@link DiscreteVae#parameters}
 */
record PlainVae(List<double[]> parameters) {

  private static final int ARITY = 8;

  private static final int VARIABLES = 2;

  /** The decoder's input for each category: its binary digits. */
  private static final double[][] CORNERS = {
    {-1, -1, -1},
    {-1, -1, 1},
    {-1, 1, -1},
    {-1, 1, 1},
    {1, -1, -1},
    {1, -1, 1},
    {1, 1, -1},
    {1, 1, 1}
  };

  /** The posterior's logits [variables * arity] of an image. */
  double[] encode(byte[] images, int row) {
    double[] input = TinyVae.pixelMeans();
    for (int i = 0; i < input.length; i++) {
      input[i] = images[row * BinaryImages.PIXELS + i] - input[i];
    }
    return affine(4, tanh(affine(2, tanh(affine(0, input)))));
  }

  /** Minus the evidence lower bound: reconstruction plus divergence from the prior. */
  double loss(byte[] images, int row, double[] logits, double[] value) {
    return reconstruction(images, row, value) + divergence(logits);
  }

  /** Minus log p(image | value). */
  double reconstruction(byte[] images, int row, double[] value) {
    double loss = 0;
    double[] pixelLogits = decode(value);
    for (int i = 0; i < pixelLogits.length; i++) {
      double on = 1 / (1 + Math.exp(-pixelLogits[i]));
      loss -= Math.log(images[row * BinaryImages.PIXELS + i] == 1 ? on : 1 - on);
    }
    return loss;
  }

  /** KL(q || prior), summed over the variables. */
  double divergence(double[] logits) {
    double loss = 0;
    for (int v = 0; v < VARIABLES; v++) {
      double[] q = softmax(logits, v);
      double[] p = softmax(parameters.get(12), v);
      for (int k = 0; k < ARITY; k++) {
        loss += q[k] * Math.log(q[k] / p[k]);
      }
    }
    return loss;
  }

  /** Log-probability of a code, a category a variable, under logits of all variables. */
  static double logProbability(double[] logits, int... code) {
    double log = 0;
    for (int v = 0; v < VARIABLES; v++) {
      log += Math.log(softmax(logits, v)[code[v]]);
    }
    return log;
  }

  /** The prior's logits [variables * arity]. */
  double[] prior() {
    return parameters.get(12);
  }

  /** Probabilities of the pixels given a code. */
  double[] probabilities(double[] value) {
    return Arrays.stream(decode(value)).map(x -> 1 / (1 + Math.exp(-x))).toArray();
  }

  private double[] decode(double[] value) {
    double[] input = new double[VARIABLES * 3];
    for (int i = 0; i < value.length; i++) {
      for (int bit = 0; bit < 3; bit++) {
        input[i / ARITY * 3 + bit] += value[i] * CORNERS[i % ARITY][bit];
      }
    }
    return affine(10, tanh(affine(8, tanh(affine(6, input)))));
  }

  /** The layer whose weights are parameter number {@code first} and whose bias is the next. */
  private double[] affine(int first, double[] input) {
    double[] weights = parameters.get(first);
    double[] output = parameters.get(first + 1).clone();
    for (int i = 0; i < input.length; i++) {
      for (int j = 0; j < output.length; j++) {
        output[j] += input[i] * weights[i * output.length + j];
      }
    }
    return output;
  }

  private static double[] tanh(double[] x) {
    return Arrays.stream(x).map(Math::tanh).toArray();
  }

  private static double[] softmax(double[] logits, int variable) {
    double[] e = new double[ARITY];
    for (int k = 0; k < ARITY; k++) {
      e[k] = Math.exp(logits[variable * ARITY + k]);
    }
    double total = Arrays.stream(e).sum();
    return Arrays.stream(e).map(x -> x / total).toArray();
  }
}
