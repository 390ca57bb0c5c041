package io.github.gumbelrao.vae.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.vae.data.BinaryImages;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/** The bound on a model of 64 codes, held to enumeration in plain loops. */
class ImportanceBoundTest {

  /** Two-sided normal tail of 3.8e-8; under 20 comparisons here, so below 1e-6 in all. */
  private static final double Z = 5.5;

  private static final BinaryImages IMAGES = BinaryImages.of(TinyVae.images());

  private static final int ARITY = TinyVae.SETTINGS.arity();

  /** Every code of every image: its weight p(x, D) / q(D | x) as a logarithm, and q. */
  private static final class Codes {

    private static final int CODES = ARITY * ARITY;

    private final double[][] logWeights = new double[TinyVae.BATCH][CODES];
    private final double[][] q = new double[TinyVae.BATCH][CODES];
    private final double[] reconstruction = new double[TinyVae.BATCH];
    private final double[] kl = new double[TinyVae.BATCH];

    Codes(PlainVae plain) {
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

  private static <T extends TFloating> Bound bound(
      TinyVae<T> tiny, int rows, int samples, long seed) {
    ImportanceBound<T> bound = ImportanceBound.of(tiny.tf(), tiny.vae(), rows);
    return bound.estimate(tiny.session(), IMAGES, samples, seed, done -> {});
  }

  @Test
  void manyDrawsGiveTheLogLikelihood() {
    assertLogLikelihood(1000);
  }

  @Test
  @Tag("slow")
  void manyDrawsAtOnceGiveTheLogLikelihood() {
    assertLogLikelihood(40_000);
  }

  private static void assertLogLikelihood(int rows) {
    try (TinyVae<TFloat64> tiny = TinyVae.of(TFloat64.class)) {
      double exact = new Codes(new PlainVae(tiny.parameters())).exact();
      Bound found = bound(tiny, rows, 100_000, 3);
      // The bias, about half the squared error of each image, is far below this error.
      assertThat(found.monteCarloError()).isLessThan(0.01);
      assertThat(found.bound()).isCloseTo(exact, within(Z * found.monteCarloError()));
    }
  }

  /** Expectations of the bound of one and two draws, each from 2000 seeds. */
  @ParameterizedTest
  @CsvSource({"1, 7", "2, 7"})
  void fewDrawsGiveTheExpectedBound(int samples, int rows) {
    assertExpectedBound(samples, rows);
  }

  @Test
  @Tag("slow")
  void fewDrawsInOneRowGiveTheExpectedBound() {
    assertExpectedBound(2, 1);
  }

  private static void assertExpectedBound(int samples, int rows) {
    try (TinyVae<TFloat64> tiny = TinyVae.of(TFloat64.class)) {
      Codes codes = new Codes(new PlainVae(tiny.parameters()));
      double expected = samples == 1 ? codes.ofOne() : codes.ofTwo();
      double other = samples == 1 ? codes.ofTwo() : codes.ofOne();
      ImportanceBound<TFloat64> bound = ImportanceBound.of(tiny.tf(), tiny.vae(), rows);
      tiny.session();
      List<Double> found = new ArrayList<>();
      for (int seed = 0; seed < 2000; seed++) {
        found.add(bound.estimate(tiny.openSession(), IMAGES, samples, seed, done -> {}).bound());
      }
      double mean = found.stream().mapToDouble(x -> x).average().getAsDouble();
      double squares = found.stream().mapToDouble(x -> (x - mean) * (x - mean)).sum();
      double error = Math.sqrt(squares / (found.size() - 1) / found.size());
      assertThat(mean).isCloseTo(expected, within(Z * error));
      // Negative control: another number of draws has an expectation that would be refused.
      assertThat(Math.abs(other - expected)).isGreaterThan(2 * Z * error);
    }
  }

  /** The paper's formula as printed, without q in the denominator, is far off. */
  @Test
  void withoutTheProposalInTheDenominatorItIsWrong() {
    try (TinyVae<TFloat64> tiny = TinyVae.of(TFloat64.class)) {
      Codes codes = new Codes(new PlainVae(tiny.parameters()));
      double wrong = 0;
      for (int image = 0; image < TinyVae.BATCH; image++) {
        double mean = 0;
        for (int code = 0; code < codes.q[image].length; code++) {
          double q = codes.q[image][code];
          mean += q * Math.exp(codes.logWeights[image][code] + Math.log(q));
        }
        wrong -= Math.log(mean) / TinyVae.BATCH;
      }
      assertThat(Math.abs(wrong - codes.exact())).isGreaterThan(1);
    }
  }

  @Test
  void reportsReconstructionAndDivergence() {
    try (TinyVae<TFloat64> tiny = TinyVae.of(TFloat64.class)) {
      Codes codes = new Codes(new PlainVae(tiny.parameters()));
      Bound found = bound(tiny, 3000, 20_000, 4);
      assertThat(found.kl())
          .isCloseTo(Arrays.stream(codes.kl).average().getAsDouble(), within(1e-10));
      double expected = Arrays.stream(codes.reconstruction).average().getAsDouble();
      double second = 0;
      for (int image = 0; image < TinyVae.BATCH; image++) {
        for (int code = 0; code < codes.q[image].length; code++) {
          double q = codes.q[image][code];
          double log = -codes.logWeights[image][code] - codes.reconstruction[image];
          second += q * log * log;
        }
      }
      // Too wide if anything: it holds the spread of the ratio of q and prior as well.
      double error = Math.sqrt(second / 20_000) / TinyVae.BATCH;
      assertThat(error).isLessThan(0.1);
      assertThat(found.reconstruction()).isCloseTo(expected, within(Z * error));
      assertThat(found.loss()).isEqualTo(found.reconstruction() + found.kl());
    }
  }

  @Test
  void monteCarloErrorIsTheSpreadOverSeeds() {
    assertErrorIsTheSpread(5, 100);
  }

  @ParameterizedTest
  @Tag("slow")
  @CsvSource({"20, 100", "1000, 4"})
  void monteCarloErrorOfManyDrawsIsTheSpreadOverSeeds(int samples, int count) {
    assertErrorIsTheSpread(samples, count);
  }

  /**
   * The bound of some images is repeated with 400 seeds. The ratio of the error told to the spread
   * is known to 5.5 / sqrt(800); the error is at most 1.2 times too large, which is that of M / (M
   * - 1) or of draws of which one outweighs all others. An interval of 1.96 errors covers 95
   * percent or more, less than 89 with probability 2e-8.
   */
  private static void assertErrorIsTheSpread(int samples, int count) {
    try (TinyVae<TFloat64> tiny = TinyVae.of(TFloat64.class)) {
      ImportanceBound<TFloat64> bound = ImportanceBound.of(tiny.tf(), tiny.vae(), 4000);
      tiny.session();
      int[] rows = IntStream.range(0, count).map(i -> i % IMAGES.size()).toArray();
      BinaryImages images = BinaryImages.of(IMAGES.rows(rows));
      List<Bound> bounds = new ArrayList<>();
      for (int seed = 0; seed < 400; seed++) {
        bounds.add(bound.estimate(tiny.openSession(), images, samples, seed, done -> {}));
      }
      double mean = bounds.stream().mapToDouble(Bound::bound).average().getAsDouble();
      double variance =
          bounds.stream().mapToDouble(x -> square(x.bound() - mean)).sum() / (bounds.size() - 1);
      double claimed =
          bounds.stream().mapToDouble(x -> square(x.monteCarloError())).average().getAsDouble();
      double tolerance = Z / Math.sqrt(2.0 * bounds.size());
      assertThat(Math.sqrt(claimed / variance)).isBetween(1 - tolerance, 1.2 + tolerance);
      assertThat(coverage(bounds, mean, 1.96)).isGreaterThan(0.89);

      // Negative control: an error half as large.
      assertThat(coverage(bounds, mean, 0.98)).isLessThan(0.89);
    }
  }

  private static double coverage(List<Bound> bounds, double truth, double errors) {
    return bounds.stream()
            .filter(x -> Math.abs(x.bound() - truth) < errors * x.monteCarloError())
            .count()
        / (double) bounds.size();
  }

  private static double square(double x) {
    return x * x;
  }

  /** Draws differ between the types, so the bound is held to the truth and not to the other. */
  @Test
  void singlePrecisionAgreesToo() {
    try (TinyVae<TFloat32> tiny = TinyVae.of(TFloat32.class)) {
      double exact = new Codes(new PlainVae(tiny.parameters())).exact();
      Bound found = bound(tiny, 1250, 100_000, 3);
      assertThat(found.bound()).isCloseTo(exact, within(Z * found.monteCarloError() + 1e-3));
    }
  }

  /** Every logit is near 0 or beyond 50 here: no product may underflow, no sum may overflow. */
  @Test
  void extremeWeightsStayFinite() {
    try (TinyVae<TFloat32> tiny = TinyVae.of(TFloat32.class)) {
      tiny.vae().parameters().forEach(parameter -> tiny.randomize(parameter, 30));
      Bound found = bound(tiny, 1250, 50, 3);
      assertThat(found.bound()).isBetween(1e3, 1e6);
      assertThat(found.monteCarloError()).isBetween(1.0, 1e5);
    }
  }

  @Test
  void equalSeedsGiveEqualNumbersAndOthersDoNot() {
    try (TinyVae<TFloat32> tiny = TinyVae.of(TFloat32.class)) {
      Bound one = bound(tiny, 64, 100, 3);
      assertThat(bound(tiny, 64, 100, 3)).isEqualTo(one);
      assertThat(bound(tiny, 64, 100, 4).bound()).isNotEqualTo(one.bound());
    }
  }

  @Test
  void oneDrawHasNoMonteCarloError() {
    try (TinyVae<TFloat32> tiny = TinyVae.of(TFloat32.class)) {
      assertThat(bound(tiny, 64, 1, 3).monteCarloError()).isNaN();
    }
  }

  @Test
  void tellsHowManyImagesAreDone() {
    try (TinyVae<TFloat32> tiny = TinyVae.of(TFloat32.class)) {
      List<Integer> done = new ArrayList<>();
      ImportanceBound<TFloat32> bound = ImportanceBound.of(tiny.tf(), tiny.vae(), 9);
      bound.estimate(tiny.session(), IMAGES, 3, 1, done::add);
      assertThat(done).containsExactly(3, 4);
    }
  }

  @Test
  void rejectsNoSamples() {
    try (TinyVae<TFloat32> tiny = TinyVae.of(TFloat32.class)) {
      assertThatThrownBy(() -> bound(tiny, 9, 0, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("samples must be >= 1, got 0");
    }
  }

  /** TensorFlow's own softmax, summed up, is below the greatest uniform variate there is. */
  @ParameterizedTest
  @CsvSource({"2", "3", "16", "64"})
  void categoriesWithoutMassAreNeverDrawn(int arity) {
    int rows = 16;
    float[] greatest = {0x1p-24f, 1 - 0x1p-24f};
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> uniform =
          tf.broadcastTo(tf.constant(new float[][] {greatest}), tf.array(rows, 2));
      for (int live = 0; live < arity; live++) {
        float[][] logits = new float[rows][arity];
        for (int row = 0; row < rows; row++) {
          logits[row][live] = 40 + row / 7f;
        }
        assertThat(drawn(session, tf, logits, uniform)).containsOnly(live);
      }
      // Where all have mass, the ends are the first and the last.
      assertThat(drawn(session, tf, new float[rows][arity], uniform))
          .containsOnly(0, arity - 1)
          .startsWith(0, arity - 1);
    }
  }

  private static int[] drawn(Session session, Ops tf, float[][] logits, Operand<TFloat32> uniform) {
    try (Result result =
        session
            .runner()
            .fetch(ImportanceBound.categories(tf, tf.constant(logits), uniform))
            .run()) {
      int[] found = new int[(int) result.get(0).shape().size()];
      ((TInt32) result.get(0)).asRawTensor().data().asInts().read(found);
      return found;
    }
  }
}
