package io.github.gumbelrao.vae.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.vae.data.BinaryImages;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TFloating;

/** The bound on a model of 64 codes, held to enumeration in plain loops. */
class ImportanceBoundTest {

  /** Two-sided normal tail of 3.8e-8; under 20 comparisons here, so below 1e-6 in all. */
  private static final double Z = 5.5;

  private static final BinaryImages IMAGES = BinaryImages.of(TinyVae.images());

  static <T extends TFloating> Bound bound(TinyVae<T> tiny, int rows, int samples, long seed) {
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
      double exact = new EnumeratedCodes(new PlainVae(tiny.parameters())).exact();
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
      EnumeratedCodes codes = new EnumeratedCodes(new PlainVae(tiny.parameters()));
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
      EnumeratedCodes codes = new EnumeratedCodes(new PlainVae(tiny.parameters()));
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
      EnumeratedCodes codes = new EnumeratedCodes(new PlainVae(tiny.parameters()));
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

  /** Draws differ between the types, so the bound is held to the truth and not to the other. */
  @Test
  void singlePrecisionAgreesToo() {
    try (TinyVae<TFloat32> tiny = TinyVae.of(TFloat32.class)) {
      double exact = new EnumeratedCodes(new PlainVae(tiny.parameters())).exact();
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
}
