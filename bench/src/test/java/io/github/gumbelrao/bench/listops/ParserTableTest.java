package io.github.gumbelrao.bench.listops;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.MeasurementRows;
import io.github.gumbelrao.bench.measurement.MeasurementsCsv;
import io.github.gumbelrao.bench.measurement.StrictCsv;
import io.github.gumbelrao.bench.measurement.StrictJson;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Means over seeds in the text of table 1 were typed: each is held to the runs it links to. */
class ParserTableTest {

  private static final Path REPORTS = Path.of("..", "reports");
  private static final Pattern RUN = Pattern.compile("\\(published/([^)]+)\\)");

  /** A row of the text, cell by cell. */
  private record Row(
      int tokens,
      String temperature,
      String estimator,
      String rate,
      String seeds,
      String accuracy,
      String paper,
      List<String> runs) {

    static Row of(String line) {
      List<String> cells = Arrays.stream(line.split("\\|", -1)).map(String::strip).skip(1).toList();
      return new Row(
          Integer.parseInt(cells.get(0)),
          cells.get(1),
          cells.get(2).replace("`", ""),
          cells.get(3),
          cells.get(4),
          cells.get(5),
          cells.get(6),
          RUN.matcher(cells.get(7)).results().map(link -> link.group(1)).toList());
    }
  }

  static List<Row> rows() throws IOException {
    String text = Files.readString(REPORTS.resolve("tables.md"));
    MatchResult table =
        Pattern.compile("\n\\| tokens \\|.*\n\\|---.*\n((?:\\|.*\n)+)")
            .matcher(text)
            .results()
            .findFirst()
            .orElseThrow();
    return table.group(1).lines().map(Row::of).toList();
  }

  @Test
  void allOfThePapersCellsAreThere() throws IOException {
    assertThat(rows().stream().map(row -> row.tokens() + ", " + row.temperature()).distinct())
        .containsExactly("10, 0.01", "10, 0.1", "10, 1.0", "25, 0.01", "25, 0.1", "25, 1.0");
  }

  @ParameterizedTest
  @MethodSource("rows")
  void everyRowIsWhatItsRunsSay(Row row) throws IOException {
    Map<String, Double> bySeed = new TreeMap<>();
    for (String run : row.runs()) {
      accuracies(run, row).forEach(bySeed::putIfAbsent);
    }
    double[] finite =
        bySeed.values().stream().mapToDouble(each -> 100 * each).filter(Double::isFinite).toArray();
    int diverged = bySeed.size() - finite.length;
    assertThat(row.seeds())
        .isEqualTo(
            bySeed.size()
                + (diverged == 0 || finite.length == 0 ? "" : ", " + diverged + " diverged"));
    assertThat(row.accuracy()).isEqualTo(text(finite, bySeed.size()));
    assertThat(row.paper()).isEqualTo(paper(row));
  }

  private static String text(double[] finite, int seeds) {
    if (finite.length == 0) {
      return seeds == 1 ? "diverged" : "all diverged";
    }
    Estimate mean = Estimate.mean(finite);
    return finite.length == 1
        ? String.format(Locale.ROOT, "%.1f", mean.value())
        : String.format(Locale.ROOT, "%.1f (%.1f)", mean.value(), mean.standardError());
  }

  /** By seed; of a sweep every trial at the row's rate, or the best where there are several. */
  private static Map<String, Double> accuracies(String run, Row row) throws IOException {
    Path folder = REPORTS.resolve("published").resolve(run);
    String own =
        StrictJson.read(folder.resolve("run.json")).at("/settings/learning_rates/0").asText();
    boolean best = row.rate().contains(" of ");
    List<String> rates = new ArrayList<>();
    Map<String, Double> found = new TreeMap<>();
    Path csv = folder.resolve("measurements.csv");
    for (CSVRecord each :
        StrictCsv.read(csv.toString(), Files.readAllBytes(csv), MeasurementsCsv.COLUMNS)) {
      Case which = Case.parse(each.get("case"));
      String rate = own.isEmpty() ? which.get(Case.Kind.LEARNING_RATE) : own;
      if (each.get("estimator").equals(row.estimator())
          && each.get("temperature").equals(row.temperature())
          && each.get("arity").equals(Integer.toString(row.tokens() - 1))
          && isAccuracy(each)) {
        rates.add(rate);
        if (which.has(Case.Kind.BEST_OF) == best
            && (best ? row.rate().startsWith(rate + " of ") : row.rate().equals(rate))) {
          found.put(each.get("seed"), MeasurementRows.number(each, "value"));
        }
      }
    }
    assertThat(found).as(run + ", rates " + rates).isNotEmpty();
    return found;
  }

  /** A trial of a sweep that diverged has no test, and says so where validation would be. */
  private static boolean isAccuracy(CSVRecord row) {
    return row.get("metric").equals("test_accuracy")
        || (row.get("metric").equals("valid_accuracy")
            && row.get("case").contains(", DIVERGED: ")
            && row.get("value").equals("NaN"));
  }

  /** What the paper calls K = 1000 is our exact one. */
  private static String paper(Row row) throws IOException {
    String name = row.estimator().equals("gr") ? "gr-mc1000" : row.estimator();
    return Files.readAllLines(REPORTS.resolve("paper").resolve("table1.csv")).stream()
        .map(line -> List.of(line.split(",", -1)))
        .filter(cells -> cells.get(0).equals(name))
        .filter(cells -> cells.get(2).equals(Integer.toString(row.tokens())))
        .filter(cells -> cells.get(3).equals(row.temperature()))
        .map(cells -> cells.get(4))
        .findFirst()
        .orElseThrow();
  }
}
