package io.github.gumbelrao.bench.measurement.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class AxisTest {

  private static String ticks(double low, double high) {
    return Axis.logarithmic("value", "v")
        .encoding("y", new Range(low, high))
        .at("/axis/values")
        .toString();
  }

  @Test
  void logarithmicAxesHaveThreeTicksOrMore() {
    assertThat(ticks(0.5, 500)).isEqualTo("[1.0,10.0,100.0]");
    assertThat(ticks(2, 40)).isEqualTo("[3.0,10.0,30.0]");
    assertThat(ticks(3.5, 30)).isEqualTo("[5.0,10.0,20.0]");
    assertThat(ticks(600, 810)).isEqualTo("[600.0,700.0,800.0]");
    assertThat(ticks(1e-12, 1e6)).isEqualTo("[1.0E-12,1.0E-9,1.0E-6,0.001,1.0,1000.0,1000000.0]");
  }

  @Test
  void aNarrowRangeIsLeftToTheChartingLibrary() {
    assertThat(ticks(620, 640)).isEmpty();
    assertThat(ticks(5, 5)).isEqualTo("[4.0,5.0,6.0]");
  }

  /** Where all is NaN, a panel has the ends 0 and 1; those of the greatest number are beyond it. */
  @Test
  void aLogarithmicAxisWithoutAPlaceForItsEndsHasNone() {
    for (Range range : List.of(Range.of(DoubleStream.empty()), new Range(1e-300, 1e300))) {
      JsonNode axis = Axis.logarithmic("value", "v").encoding("y", range);
      assertThat(axis.at("/scale").has("domain")).isFalse();
      assertThat(axis.at("/axis").has("values")).isFalse();
    }
  }

  @Test
  void onlyAFiniteNumberAboveZeroHasAPlaceOnALogarithmicAxis() {
    assertThat(Axis.logarithmic("value", "v").shows(0)).isFalse();
    assertThat(Axis.logarithmic("value", "v").shows(1e-300)).isTrue();
    assertThat(Axis.linear("value", "v").shows(-1)).isTrue();
    assertThat(Axis.linear("value", "v").shows(Double.NaN)).isFalse();
  }

  /** Three epochs need no tick at one and a half. */
  @Test
  void stepsAreWholeNumbers() {
    JsonNode steps = Axis.linear("step", "epoch").encoding("x").get("axis");
    assertThat(steps.at("/labelExpr").asText()).startsWith("datum.value % 1 ? ''");
    assertThat(steps.at("/gridOpacity/condition/value").asInt(1)).isZero();
    JsonNode values = Axis.linear("value", "v").encoding("x").get("axis");
    assertThat(values.has("labelExpr")).isFalse();
  }
}
