package io.github.gumbelrao.listops.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrialSettingsTest {

  private static TrialSettings at(String trees, double temperature) {
    TrialSettings usual = TinyTrials.settings("st-gs", 0.1, 1);
    return new TrialSettings(
        trees, temperature, 6, usual.model(), usual.descent(), 1, 8, usual.seed());
  }

  /** The graph would refuse them too, when data are read and a folder is taken. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "st-gs           | 1e-50 | temperature must be >= 1.0E-36 for float32, got 1.0E-50",
        "st-gs-late-mask | 1e-50 | temperature must be >= 1.0E-36 for float32, got 1.0E-50",
        "st              | 1e300 | temperature must be <= 1.0E25, got 1.0E300",
        "gr              | 1e-7  | temperature of gr must be >= 1.0E-6, got 1.0E-7",
        "tree-gold       | 0     | temperature must be finite and > 0, got 0.0",
      })
  void refusesTemperaturesThatNoParserIsTrainedAt(
      String trees, double temperature, String message) {
    assertThatThrownBy(() -> at(trees, temperature))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"reinforce", "zgr", "tree-gold"})
  void takesAnyWhereItIsIgnored(String trees) {
    assertThat(at(trees, 1e-50).trees()).isEqualTo(trees);
  }
}
