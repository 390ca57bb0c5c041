package io.github.gumbelrao.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksTest {

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void positiveRejects(double value) {
    assertThatThrownBy(() -> Checks.positive("temperature", value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("temperature must be finite and > 0, got " + value);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, Double.NaN})
  void inRangeRejects(double value) {
    assertThatThrownBy(() -> Checks.inRange("momentum", value, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("momentum must be in [0.0, 1.0), got " + value);
  }

  @Test
  void atLeastRejects() {
    assertThatThrownBy(() -> Checks.atLeast("steps", 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("steps must be >= 1, got 0");
    assertThatThrownBy(() -> Checks.atLeast("level", Double.NaN, 0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("level must be >= 0.5, got NaN");
  }

  @Test
  void distinctRejectsNoneAndTwoOfOne() {
    assertThatThrownBy(() -> Checks.distinct("arities", List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("arities.size() must be >= 1, got 0");
    assertThatThrownBy(() -> Checks.distinct("arities", List.of(2, 4, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("arities must not repeat a value, got [2, 4, 2]");
  }

  @Test
  void allowedValuesComeBack() {
    assertThat(Checks.positive("x", Double.MIN_VALUE)).isEqualTo(Double.MIN_VALUE);
    assertThat(Checks.inRange("x", 0, 0, 1)).isZero();
    assertThat(Checks.atLeast("x", 1, 1)).isEqualTo(1);
    assertThat(Checks.atLeast("x", 0.5, 0.5)).isEqualTo(0.5);
    assertThat(Checks.distinct("x", List.of(4, 2))).containsExactly(4, 2);
  }

  @Test
  void nearestNamesComeFirstAndTiesKeepTheirOrder() {
    List<String> known = List.of("bias", "list", "variance", "vae");
    assertThat(Suggestions.nearest("varience", known)).containsExactly("variance", "vae", "bias");
    assertThat(Suggestions.nearest("", List.of("b", "a"))).containsExactly("b", "a");
  }
}
