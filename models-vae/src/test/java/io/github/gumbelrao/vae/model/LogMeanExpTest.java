package io.github.gumbelrao.vae.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LogMeanExpTest {

  private static LogMeanExp of(double... logs) {
    LogMeanExp sum = new LogMeanExp(logs.length);
    for (double log : logs) {
      sum.add(log);
    }
    return sum;
  }

  @Test
  void isTheLogOfTheMeanWithItsErrorInAnyOrder() {
    double[] terms = {0.5, 1, 3, 10};
    double mean = 14.5 / 4;
    double[] left = Arrays.stream(terms).map(x -> Math.log(14.5 - x)).toArray();
    double middle = Arrays.stream(left).average().orElseThrow();
    double variance = Arrays.stream(left).map(x -> (x - middle) * (x - middle)).sum();
    double[] rising = Arrays.stream(terms).map(Math::log).toArray();
    double[] falling = {rising[3], rising[2], rising[1], rising[0]};
    for (double[] logs : new double[][] {rising, falling}) {
      for (double shift : new double[] {0, -2000, 2000}) {
        LogMeanExp sum = of(Arrays.stream(logs).map(log -> log + shift).toArray());
        assertThat(sum.value()).isCloseTo(Math.log(mean) + shift, within(1e-12 * 2000));
        assertThat(sum.standardError()).isCloseTo(Math.sqrt(variance), within(1e-10));
      }
    }
  }

  /** All others together are lost beside it in the sum, but not in what is left without it. */
  @Test
  void aTermThatOutweighsAllOthersHasALargeError() {
    LogMeanExp sum = of(0, -1000, -1000);
    assertThat(sum.value()).isCloseTo(-Math.log(3), within(1e-12));
    double gap = 1000 - Math.log(2);
    assertThat(sum.standardError()).isCloseTo(gap * Math.sqrt(2.0 / 3), within(1e-9));
  }

  /**
   * Many equal terms but for small differences: the error is that of the delta method, the standard
   * error of the mean over the mean.
   */
  @Test
  void theErrorOfManyLikeTermsIsThatOfTheDeltaMethod() {
    double[] terms = new SplittableRandom(1).doubles(10_000, 0.9, 1.1).toArray();
    double mean = Arrays.stream(terms).average().orElseThrow();
    double squares = Arrays.stream(terms).map(x -> (x - mean) * (x - mean)).sum();
    double delta = Math.sqrt(squares / 9999 / 10_000) / mean;
    double[] logs = Arrays.stream(terms).map(Math::log).toArray();
    assertThat(of(logs).standardError()).isCloseTo(delta, withinPercentage(0.02));
  }

  @Test
  void termsThatAreZeroCount() {
    LogMeanExp sum = of(Double.NEGATIVE_INFINITY, 0, Double.NEGATIVE_INFINITY, 0);
    assertThat(sum.value()).isCloseTo(Math.log(0.5), within(1e-15));
    assertThat(of(Double.NEGATIVE_INFINITY).value()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(of().value()).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void whatIsNotANumberStaysSo() {
    assertThat(of(0, Double.NaN, 1).value()).isNaN();
    assertThat(of(1).standardError()).isNaN();
  }
}
