package io.github.gumbelrao.vae.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LogMeanExpTest {

  private static LogMeanExp of(double... logs) {
    LogMeanExp sum = new LogMeanExp();
    for (double log : logs) {
      sum.add(log);
    }
    return sum;
  }

  /** In rising order every term moves the scale, in falling order none does. */
  @Test
  void isTheLogOfTheMeanWithItsErrorInAnyOrder() {
    double[] terms = {0.5, 1, 3, 10};
    double mean = 14.5 / 4;
    double variance = Arrays.stream(terms).map(x -> (x - mean) * (x - mean)).sum() / 3;
    double[] rising = Arrays.stream(terms).map(Math::log).toArray();
    double[] falling = {rising[3], rising[2], rising[1], rising[0]};
    for (double[] logs : new double[][] {rising, falling}) {
      for (double shift : new double[] {0, -2000, 2000}) {
        LogMeanExp sum = of(Arrays.stream(logs).map(log -> log + shift).toArray());
        assertThat(sum.value()).isCloseTo(Math.log(mean) + shift, within(1e-12 * 2000));
        assertThat(sum.standardError()).isCloseTo(Math.sqrt(variance / 4) / mean, within(1e-10));
        assertThat(sum.count()).isEqualTo(4);
      }
    }
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
