package io.github.gumbelrao.bench.jacobians;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.bench.measurement.statistics.EntryMoments;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JacobianErrorTest {

  private static JacobianCase reference(double entry, double standardError) {
    return new JacobianCase(
        1, List.of(0.0, 0.0), 0, 1, List.of(entry, -entry, -entry, entry), standardError);
  }

  private static double error(JacobianCase each, double... mean) {
    EntryMoments moments = new EntryMoments(mean.length);
    moments.merge(1, mean, new double[mean.length]);
    return JacobianError.of(each, new JacobianSampler.Sampled(moments, 1, 0));
  }

  @Test
  void theLargestDifferenceCountsOverTheLargestEntry() {
    assertThat(error(reference(0.25, 0), 0.25, -0.26, -0.25, 0.24)).isCloseTo(0.04, within(1e-15));
  }

  @Test
  void whatIsNotANumberIsNot() {
    assertThat(error(reference(0.25, 0), 0.25, Double.NaN, -0.25, 0.25)).isNaN();
  }

  @Test
  void twoJacobiansOfZerosAgree() {
    assertThat(error(reference(0, 0), 0, 0, 0, 0)).isZero();
    assertThat(error(reference(0, 0), 0, 1e-300, 0, 0)).isInfinite();
  }

  /** The reference's own error widens the limit where it is small, and ends the check elsewhere. */
  @ParameterizedTest
  @CsvSource({
    "2, 0, 0.9e-9, false",
    "2, 0, 1.1e-9, true",
    "2, 0, NaN, true",
    "0.25, 1e-9, 4.9e-9, false",
    "0.25, 1e-9, 5.1e-9, true",
    "8, 7e-9, 1.8e-9, false",
    "8, 7e-9, 1.9e-9, true",
    "0.25, 1.1e-9, 1, false",
    "8, 9e-9, 1, false",
    "0.25, 1e-4, 1, false"
  })
  void anExactRuleIsHeldToALimit(
      double largest, double standardError, double error, boolean tooLarge) {
    assertThat(JacobianError.tooLarge(reference(largest, standardError), error))
        .isEqualTo(tooLarge);
  }
}
