package io.github.gumbelrao.bench.jacobians;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.bench.measurement.statistics.EntryMoments;
import java.util.List;
import org.junit.jupiter.api.Test;

class JacobianDistanceTest {

  private static JacobianCase reference(double entry, double standardError) {
    return new JacobianCase(1, List.of(0.0, 0.0), 0, 0.5, List.of(entry), standardError);
  }

  /** A sample of one entry with a given mean and standard error. */
  private static JacobianSampler.Sampled sample(double mean, double error, long evaluations) {
    EntryMoments moments = new EntryMoments(1);
    moments.merge(400, new double[] {mean}, new double[] {error * error * 400 * 399});
    return new JacobianSampler.Sampled(moments, 400, evaluations);
  }

  @Test
  void bothSidesErrorsCount() {
    assertThat(JacobianDistance.of(reference(0.1, 0.003), sample(0.12, 0.004, Long.MAX_VALUE)))
        .isCloseTo(4, within(1e-6));
  }

  @Test
  void aDeterministicRuleIsHeldToTheAccuracyItStates() {
    assertThat(JacobianDistance.of(reference(0.1, 0), sample(0.1 * (1 + 8e-8), 0, 0)))
        .isCloseTo(4, within(0.01));
    assertThat(JacobianDistance.of(reference(0.1, 0), sample(0.1 * (1 + 1.1e-7), 0, 0)))
        .isGreaterThan(JacobianRun.MAX_DISTANCE);
    assertThat(JacobianDistance.of(reference(0, 0), sample(0, 0, 0))).isZero();
    assertThat(JacobianDistance.of(reference(0, 0), sample(1e-300, 0, 0))).isInfinite();
  }

  /** An entry of mean 1e-5 that lives on events of probability 1e-4 and is never met. */
  @Test
  void rareEventsThatWereNotMetDoNotCount() {
    assertThat(JacobianDistance.of(reference(1e-5, 0), sample(0, 0, 1000))).isLessThan(1);
    assertThat(JacobianDistance.of(reference(1e-5, 0), sample(0, 0, 10_000_000)))
        .isGreaterThan(JacobianRun.MAX_DISTANCE);
  }

  @Test
  void aMeanThatIsNotANumberHasNoDistance() {
    assertThat(JacobianDistance.of(reference(0.1, 0), sample(Double.NaN, 1, 0))).isNaN();
  }
}
