package io.github.gumbelrao.bench.measurement.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.gumbelrao.bench.measurement.comparison.DeclaredMetrics;
import io.github.gumbelrao.bench.measurement.comparison.MeasurementKey;
import io.github.gumbelrao.bench.measurement.comparison.Night;
import io.github.gumbelrao.bench.measurement.comparison.NightValue;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.bench.testing.Chromium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrendPageTest {

  /** More than are drawn. */
  private static final int MEASUREMENTS = 14;

  private static final Instant FIRST = Instant.parse("2026-11-01T02:17:00Z");

  @TempDir Path folder;

  /** Nights in which the tenth measurement moves at night 7. */
  private static List<Night> nights(int count) {
    List<Night> nights = new ArrayList<>();
    for (int night = 0; night < count; night++) {
      Map<MeasurementKey, NightValue> rows = new LinkedHashMap<>();
      for (int i = 0; i < MEASUREMENTS; i++) {
        double value = 1 + 0.01 * ((night * 7 + i) % 5) + (i == 9 && night >= 7 ? 1 : 0);
        for (String study : List.of("variance", "bias")) {
          boolean moves = study.equals("variance");
          rows.put(
              new MeasurementKey(
                  List.of(study, "<b>", "", "gr-mc" + i, "0.5", "", "16", "", "", "500", "mse")),
              NightValue.of(new Estimate(moves ? value : 1, 0.01)));
        }
      }
      nights.add(new Night(FIRST.plusSeconds(86_400L * night), "c" + night, rows));
    }
    return nights;
  }

  private static String page(int nights) throws IOException {
    return TrendPage.html(nights(nights), DeclaredMetrics.ALL);
  }

  @Test
  void whatMovedStandsFirstWithItsNight() throws IOException {
    String page = page(12);
    assertThat(page)
        .contains(
            "<dd>12, from 2026-11-01 to 2026-11-12</dd>",
            "<dd>2026-11-12, commit c11</dd>",
            "<dd>1 of 28 measurements, 0 of them in the last night</dd>",
            "Drawn are 9 of 14 measurements: what moved, then of each metric; all are in the table.")
        .doesNotContain("<b>");
    String table = page.substring(page.indexOf("<tbody>"));
    assertThat(table.substring(0, table.indexOf("</tr>")))
        .contains("gr-mc9", "<td>2026-11-08, commit c7</td>");
    assertThat(page).isEqualTo(page(12));
  }

  @Test
  void aSingleNightHasOneDate() throws IOException {
    assertThat(page(1)).contains("<dd>1, of 2026-11-01</dd>");
  }

  @Test
  void withoutNightsItSaysSo() throws IOException {
    assertThat(page(0)).contains("<dd>none yet</dd>").doesNotContain("vegaEmbed");
  }

  @Test
  void opensInABrowserAndAsksForNothing() throws IOException {
    Optional<Chromium> started = Chromium.start();
    assumeThat(started).as("chromium and chromedriver are on the PATH").isPresent();
    Path page = Files.writeString(folder.resolve(TrendPage.FILE), page(12));
    try (Chromium chromium = started.orElseThrow()) {
      for (int width : new int[] {1300, 390}) {
        chromium.open(page, width, width < 600);
        assertThat(chromium.console()).isEmpty();
        assertThat(chromium.requests()).isEmpty();
        String marks = "return document.querySelectorAll('.chart .mark-symbol path').length";
        // 9 charts of 2 studies with 12 nights each, and one ring.
        assertThat(chromium.evaluate(marks).asInt()).isEqualTo(2 * 9 * 12 + 1);
        String bands = "return document.querySelectorAll('.chart .mark-area path').length";
        // One a chart, two where a number moved: they are not joined over the move.
        assertThat(chromium.evaluate(bands).asInt()).isEqualTo(2 * 9 + 1);
        assertThat(
                chromium
                    .evaluate(
                        "return document.documentElement.scrollWidth <="
                            + " document.documentElement.clientWidth")
                    .asBoolean())
            .isTrue();
      }
    }
  }
}
