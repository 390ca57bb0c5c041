package io.github.gumbelrao.bench.measurement.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.gumbelrao.bench.measurement.comparison.Comparison;
import io.github.gumbelrao.bench.measurement.comparison.ComparisonRule;
import io.github.gumbelrao.bench.measurement.comparison.DeclaredMetrics;
import io.github.gumbelrao.bench.measurement.comparison.MeasurementKey;
import io.github.gumbelrao.bench.measurement.comparison.Observation;
import io.github.gumbelrao.bench.measurement.comparison.RepeatedMeasurements;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.bench.testing.Chromium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonPageTest {

  @TempDir Path folder;

  private static RepeatedMeasurements measurements(int rows, double first) {
    Map<MeasurementKey, List<Observation>> map = new LinkedHashMap<>();
    for (int i = 0; i < rows; i++) {
      List<String> cells =
          List.of("s", "<b>", "digits", "gr-mc" + i, "0.5", "", "16", "12", "20", "500", "mse");
      Estimate estimate = new Estimate(i == 0 ? first : 1 + 0.001 * i, 0.01);
      map.put(new MeasurementKey(cells), List.of(new Observation("1", estimate, 39)));
    }
    return RepeatedMeasurements.of(map);
  }

  private static String page(RepeatedMeasurements before, RepeatedMeasurements after)
      throws IOException {
    List<Comparison> rows =
        new ComparisonRule(0.01, OptionalDouble.empty(), DeclaredMetrics.ALL)
            .compare(before, after);
    return ComparisonPage.html(List.of(new PageModel.Fact("Found", "<i>")), rows);
  }

  @Test
  void whatFailsStandsFirstAndNamesAreEscaped() throws IOException {
    String page = page(measurements(70, 1), measurements(70, 2));
    assertThat(page)
        .contains("Drawn are 60 of 70 ratios; all are in the table.", "<dd>&lt;i&gt;</dd>")
        .doesNotContain("<b>", "<i>");
    String table = page.substring(page.indexOf("<tbody>"));
    assertThat(table.indexOf("<td>worse</td>")).isBetween(0, table.indexOf("<td>equivalent</td>"));
  }

  @Test
  void withoutRatiosThereIsNoChart() throws IOException {
    assertThat(page(measurements(1, 1), measurements(0, 1)))
        .contains("<td>missing</td>")
        .doesNotContain("vegaEmbed");
  }

  @Test
  void opensInABrowserAndAsksForNothing() throws IOException {
    Optional<Chromium> started = Chromium.start();
    assumeThat(started).as("chromium and chromedriver are on the PATH").isPresent();
    Path page =
        Files.writeString(
            folder.resolve("comparison.html"), page(measurements(70, 1), measurements(70, 500)));
    try (Chromium chromium = started.orElseThrow()) {
      for (int width : new int[] {1200, 360}) {
        chromium.open(page, width, width < 600);
        assertThat(chromium.console()).isEmpty();
        assertThat(chromium.requests()).isEmpty();
        assertThat(
                chromium
                    .evaluate("return document.querySelectorAll('.chart .mark-symbol path').length")
                    .asInt())
            .isEqualTo(60);
        assertThat(
                chromium
                    .evaluate("return document.documentElement.scrollWidth - innerWidth")
                    .asInt())
            .isLessThanOrEqualTo(0);
      }
    }
  }
}
