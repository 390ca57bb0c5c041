package io.github.gumbelrao.bench.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalsTest {

  /** Half of an interval by the normal law is 1.95996 standard errors. */
  @ParameterizedTest
  @CsvSource({
    "0.6512, 0.0029, 0.651 ± 0.006",
    "0.6512, 0.0098, 0.651 ± 0.019",
    "0.6512, 0.0049, 0.6512 ± 0.0096",
    "0.6512, 0.0103, 0.65 ± 0.02",
    "1117.4, 300, 1117 ± 600",
    "1117.4, 70, 1117 ± 140",
    "-0.004, 0.2, -0.0 ± 0.4",
    "0.6512, 0, 0.6512",
    "0.6512, 1e-17, 0.6512",
    "162.3, 1e-13, 162.3",
    "12345.678, NaN, 12350",
    "0.00012345, NaN, 1.2e-04",
    "NaN, 0.1, NaN",
    "0, NaN, 0"
  })
  void theErrorTellsTheDigits(double value, double error, String printed) {
    assertThat(Decimals.plusMinus(new Estimate(value, error))).isEqualTo(printed);
  }

  /** Student's quantile of two degrees of freedom is 4.3027. */
  @ParameterizedTest
  @CsvSource({"2, 5 ± 4", "0, 5", "Infinity, 5 ± 2"})
  void aFewNumbersHaveStudentsInterval(double degrees, String printed) {
    double error = Double.isInfinite(degrees) ? 1.03 : 1;
    assertThat(Decimals.plusMinus(new Estimate(5, error), degrees)).isEqualTo(printed);
  }
}
