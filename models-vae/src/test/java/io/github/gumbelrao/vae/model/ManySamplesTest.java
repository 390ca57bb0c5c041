package io.github.gumbelrao.vae.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.core.estimator.Estimators;
import io.github.gumbelrao.core.estimator.Temperature;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.types.TFloat64;

/**
 * The exact estimator is what its samplers tend to: in the mean and the variance of a training
 * gradient, at the same draws, up to what so many samples leave.
 */
@Tag("slow")
class ManySamplesTest {

  private static final int SAMPLES = 100_000;
  private static final double TEMPERATURE = 0.6;
  private static final int PASSES = 2;
  private static final int SEEDS = 12;

  /** Gradients of an estimator next to those of the exact one, at the same draws. */
  private record Gap(double squared, double varianceRatio) {

    static Gap toExact(String name, double temperature) {
      try (TinyVae<TFloat64> tiny = TinyVae.of(TFloat64.class)) {
        GradientPasses<TFloat64> some = passes(tiny, name, temperature);
        GradientPasses<TFloat64> others = passes(tiny, "gr", TEMPERATURE);
        double squared = 0;
        double spread = 0;
        double otherSpread = 0;
        for (long k = 0; k < SEEDS; k++) {
          GradientSummary one = some.run(tiny.session(), TinyVae.images(), 7, k);
          GradientSummary other = others.run(tiny.openSession(), TinyVae.images(), 7, k);
          for (int i = 0; i < one.mean().length; i++) {
            squared += Math.pow(one.mean()[i] - other.mean()[i], 2);
          }
          spread += one.squaredDistances();
          otherSpread += other.squaredDistances();
        }
        return new Gap(squared, spread / otherSpread);
      }
    }

    private static GradientPasses<TFloat64> passes(
        TinyVae<TFloat64> tiny, String name, double temperature) {
      return GradientPasses.of(
          tiny.tf(),
          tiny.vae(),
          Estimators.named(name),
          Temperature.of(temperature),
          tiny.tf().constant(0.0),
          PASSES);
    }
  }

  /**
   * K samples leave a K-th of the squared distance that one sample leaves. Both are sums over some
   * hundred numbers that are nearly independent, so their quotient is 1 within a third nearly
   * always; a temperature that is off by 3 percent makes it 40, and the variances differ by 3.5
   * percent.
   */
  @Test
  void aHundredThousandSamplesLeaveAHundredThousandthOfTheNoise() {
    double noise = Gap.toExact("gr-mc1", TEMPERATURE).squared();
    Gap many = Gap.toExact("gr-mc" + SAMPLES, TEMPERATURE);
    Gap other = Gap.toExact("gr-mc" + SAMPLES, 1.03 * TEMPERATURE);

    assertThat(SAMPLES * many.squared() / noise).isBetween(0.3, 3.0);
    assertThat(many.varianceRatio()).isBetween(0.99, 1.01);

    assertThat(SAMPLES * other.squared() / noise).isGreaterThan(10);
    assertThat(other.varianceRatio()).isLessThan(0.99);
  }
}
