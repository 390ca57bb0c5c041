package io.github.gumbelrao.bench.propositions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.bench.measurement.MeasurementsCsv;
import io.github.gumbelrao.bench.measurement.StrictCsv;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

class PriceOfSamplesTest {

  private static List<CSVRecord> rows(String... rows) throws IOException {
    String csv = String.join(",", MeasurementsCsv.COLUMNS) + "\n" + String.join("\n", rows) + "\n";
    return StrictCsv.read("rows", csv.getBytes(StandardCharsets.UTF_8), MeasurementsCsv.COLUMNS);
  }

  private static String row(String estimator, String samples, int batch, double ratio) {
    return "propositions,\"toy, proposition 3\",,%s,0.1,%s,3,1,%d,1,,trace_ratio,%s,0.0,9,"
        .formatted(estimator, samples, batch, ratio);
  }

  /** A fifth of the variance is left: 4 / K above it, so 80 draws for 5 % and 400 for 1 %. */
  @Test
  void enoughIsToldByEquation13() throws IOException {
    List<CSVRecord> rows =
        rows(
            row("gr", "", 1, 0.2),
            row("gr-mc2", "2", 1, 0.6),
            row("gr-mc40", "40", 1, 0.22),
            // Of other batches, and of estimators that are neither.
            row("gr", "", 2, 0.9),
            row("st-gs", "", 1, 1.0));
    PriceOfSamples.Place place = PriceOfSamples.places(rows).get(0);
    assertThat(place.above(2).value()).isCloseTo(3, within(1e-12));
    assertThat(place.above(40).value()).isCloseTo(1.1, within(1e-12));
    assertThat(place.predicted(2)).isCloseTo(3, within(1e-12));
    assertThat(place.enough(0.05)).isEqualTo(80);
    assertThat(PriceOfSamples.tables(rows).get(0).table().rows())
        .containsExactly(List.of("toy, n = 3", "0.1", "0.2", "80", "400", "1.1 (K = 40)"));
    assertThat(PriceFigure.of(rows).orElseThrow().rows().get(0).panels())
        .extracting(panel -> panel.title())
        .containsExactly("toy, n = 3");
  }

  /** The names exchanged, the sampler would seem better than what it samples. */
  @Test
  void itIsTheExactEstimatorThatTheOthersAreHeldTo() throws IOException {
    List<CSVRecord> rows = rows(row("gr", "", 1, 0.6), row("gr-mc2", "2", 1, 0.2));
    assertThat(PriceOfSamples.places(rows).get(0).above(2).value()).isLessThan(0.5);
  }

  /** The page of the run has them in a table; the text in reports/tables.md was written by hand. */
  @Test
  void theTextSaysWhatThePublishedRunSays() throws IOException {
    Path run = Path.of("../reports/published/propositions-mnist-arities/measurements.csv");
    List<CSVRecord> rows = StrictCsv.read("rows", Files.readAllBytes(run), MeasurementsCsv.COLUMNS);
    Map<String, List<String>> enough = new LinkedHashMap<>();
    PriceOfSamples.places(rows).stream()
        .filter(place -> place.name().startsWith("vae"))
        .forEach(
            place ->
                enough
                    .computeIfAbsent(place.name().replaceAll(".*n = ", ""), n -> new ArrayList<>())
                    .add(Long.toString(place.enough(0.05))));
    assertThat(enough).containsOnlyKeys("2", "4", "16");
    String text = Files.readString(Path.of("../reports/tables.md"));
    enough.forEach(
        (categories, samples) ->
            assertThat(text)
                .contains("\n| " + categories + " | " + String.join(" | ", samples) + " |\n"));
  }

  @Test
  void withoutTheExactEstimatorThereIsNoPrice() throws IOException {
    List<CSVRecord> rows = rows(row("gr-mc2", "2", 1, 0.6), row("st-gs", "", 1, 1.0));
    assertThat(PriceOfSamples.tables(rows)).isEmpty();
    assertThat(PriceFigure.of(rows)).isEmpty();
  }
}
