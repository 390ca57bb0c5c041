package io.github.gumbelrao.vae.model;

import java.util.Arrays;

/** Every code of every image: its weight p(x, D) / q(D | x) as a logarithm, and q. */
final class EnumeratedCodes {

  private static final int ARITY = TinyVae.SETTINGS.arity();
  private static final int CODES = ARITY * ARITY;

  final double[][] logWeights = new double[TinyVae.BATCH][CODES];
  final double[][] q = new double[TinyVae.BATCH][CODES];
  final double[] reconstruction = new double[TinyVae.BATCH];
  final double[] kl = new double[TinyVae.BATCH];

  EnumeratedCodes(PlainVae plain) {
    for (int image = 0; image < TinyVae.BATCH; image++) {
      double[] logits = plain.encode(TinyVae.images(), image);
      kl[image] = plain.divergence(logits);
      for (int code = 0; code < CODES; code++) {
        int[] categories = {code / ARITY, code % ARITY};
        double[] value = new double[2 * ARITY];
        value[categories[0]] = 1;
        value[ARITY + categories[1]] = 1;
        double nll = plain.reconstruction(TinyVae.images(), image, value);
        double logQ = PlainVae.logProbability(logits, categories);
        q[image][code] = Math.exp(logQ);
        logWeights[image][code] = PlainVae.logProbability(plain.prior(), categories) - nll - logQ;
        reconstruction[image] += q[image][code] * nll;
      }
    }
  }

  /** Minus log p(x), the bound of infinitely many draws, averaged over the images. */
  double exact() {
    double total = 0;
    for (int image = 0; image < TinyVae.BATCH; image++) {
      LogMeanExp sum = new LogMeanExp(q[image].length);
      for (int code = 0; code < q[image].length; code++) {
        sum.add(logWeights[image][code] + Math.log(q[image][code]));
      }
      total -= sum.value() + Math.log(q[image].length);
    }
    return total / TinyVae.BATCH;
  }

  /** The expectation of the bound of two draws, by all pairs of codes. */
  double ofTwo() {
    double total = 0;
    for (int image = 0; image < TinyVae.BATCH; image++) {
      for (int one = 0; one < q[image].length; one++) {
        for (int two = 0; two < q[image].length; two++) {
          double a = logWeights[image][one];
          double b = logWeights[image][two];
          double larger = Math.max(a, b);
          double log = larger + Math.log((Math.exp(a - larger) + Math.exp(b - larger)) / 2);
          total -= q[image][one] * q[image][two] * log;
        }
      }
    }
    return total / TinyVae.BATCH;
  }

  /** The expectation of the bound of one draw: the evidence lower bound. */
  double ofOne() {
    return Arrays.stream(reconstruction).average().getAsDouble()
        + Arrays.stream(kl).average().getAsDouble();
  }
}
