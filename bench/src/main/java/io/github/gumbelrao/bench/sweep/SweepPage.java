package io.github.gumbelrao.bench.sweep;

import static io.github.gumbelrao.bench.study.Decimals.fixed;

import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.MeasurementRows;
import io.github.gumbelrao.bench.measurement.page.PageModel;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.bench.measurement.sweep.Objective;
import io.github.gumbelrao.bench.measurement.sweep.TrialState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;

/** What the page of a sweep shows first: for each cell its best setting and its other trials. */
public final class SweepPage {

  private static final int DIGITS = 3;

  /** The least, the quartiles and the greatest. */
  private static final int QUARTILES = 5;

  private final List<CSVRecord> rows;
  private final Objective objective;

  private SweepPage(List<CSVRecord> rows, Objective objective) {
    this.rows = rows;
    this.objective = objective;
  }

  /**
   * Whether rows are those of a sweep.
   *
   * @param rows of a run
   * @return true if they count trials
   */
  public static boolean isSweep(List<CSVRecord> rows) {
    return rows.stream().anyMatch(row -> row.get("metric").startsWith(SweepRows.COUNT));
  }

  /**
   * The metrics that count trials.
   *
   * @return names of the column {@code metric}
   */
  public static List<String> counts() {
    List<String> counts = new ArrayList<>();
    for (TrialState state : TrialState.values()) {
      if (state != TrialState.CANCELLED) {
        counts.add(SweepRows.COUNT + state.name().toLowerCase(Locale.ROOT));
      }
    }
    return counts;
  }

  /**
   * The table of a sweep.
   *
   * @param rows of a run
   * @param objective what the best setting is best in
   * @return one table; none if the rows are of no sweep
   */
  public static List<PageModel.Section> tables(List<CSVRecord> rows, Objective objective) {
    return isSweep(rows) ? List.of(new SweepPage(rows, objective).table()) : List.of();
  }

  private PageModel.Section table() {
    Map<String, List<CSVRecord>> cells =
        rows.stream()
            .filter(row -> row.get("metric").startsWith(SweepRows.COUNT))
            .collect(
                Collectors.groupingBy(SweepPage::cell, LinkedHashMap::new, Collectors.toList()));
    String test = SweepBest.tested(objective);
    List<String> header =
        List.of(
            "estimator",
            "arity",
            "variables",
            "batch",
            "temperature",
            objective.metric().replace('_', ' '),
            test.replace('_', ' '),
            "error",
            "trainings",
            "diverged",
            "failed",
            "all trials",
            "best setting");
    List<List<String>> lines = cells.values().stream().map(counts -> line(counts, test)).toList();
    return new PageModel.Section(
        "Best of each cell",
        "The setting with the best mean "
            + objective.metric().replace('_', ' ')
            + " of each cell, and all its trials, or of more than five the least, the quartiles and the"
            + " greatest. Its trainings are its trials and, where"
            + " it has one, the finalist. The error is the standard error over"
            + " repetitions, or of the one that there is. Trials whose loss or gradient was not"
            + " finite have diverged, and count as worst.",
        new PageModel.Table(header, lines));
  }

  private List<String> line(List<CSVRecord> counts, String test) {
    CSVRecord cell = counts.get(0);
    List<CSVRecord> best = SweepBest.rows(rows, cell, Case.Kind.BEST_OF, objective.metric());
    List<CSVRecord> tested = SweepBest.rows(rows, cell, Case.Kind.BEST_OF, test);
    String setting =
        best.isEmpty()
            ? ""
            : Case.parse(best.get(0).get("case")).parts().stream()
                .filter(part -> part.kind() != Case.Kind.BEST_OF)
                .map(part -> part.kind().text(Case.readable(part.value())))
                .collect(Collectors.joining(", "));
    return List.of(
        cell.get("estimator"),
        cell.get("arity"),
        cell.get("variables"),
        cell.get("batch_size"),
        best.isEmpty() ? "" : Case.readable(best.get(0).get("temperature")),
        mean(best),
        mean(tested),
        error(tested.isEmpty() ? best : tested),
        cell.get("count"),
        number(counts, TrialState.DIVERGED),
        Long.toString(
            Long.parseLong(cell.get("count"))
                - Long.parseLong(number(counts, TrialState.OK))
                - Long.parseLong(number(counts, TrialState.DIVERGED))),
        spread(SweepBest.rows(rows, cell, Case.Kind.TRIAL, objective.metric())),
        setting);
  }

  private static String number(List<CSVRecord> counts, TrialState state) {
    String metric = SweepRows.COUNT + state.name().toLowerCase(Locale.ROOT);
    return counts.stream()
        .filter(row -> row.get("metric").equals(metric))
        .map(row -> Long.toString(Math.round(MeasurementRows.number(row, "value"))))
        .findFirst()
        .orElse("0");
  }

  private static String mean(List<CSVRecord> rows) {
    return rows.isEmpty() ? "" : fixed(values(rows).average().orElseThrow(), DIGITS);
  }

  private static DoubleStream values(List<CSVRecord> rows) {
    return rows.stream().mapToDouble(row -> MeasurementRows.number(row, "value"));
  }

  private static String error(List<CSVRecord> rows) {
    double error =
        rows.size() > 1
            ? Estimate.mean(values(rows).toArray()).standardError()
            : rows.isEmpty() ? Double.NaN : MeasurementRows.number(rows.get(0), "std_error");
    return Double.isNaN(error) ? "" : fixed(error, DIGITS);
  }

  private static String spread(List<CSVRecord> rows) {
    double[] sorted = values(rows).sorted().toArray();
    int shown = Math.min(sorted.length, QUARTILES);
    return IntStream.range(0, shown)
        .mapToObj(
            i -> sorted[shown == 1 ? 0 : (int) Math.round(i * (sorted.length - 1.0) / (shown - 1))])
        .map(value -> fixed(value, 2))
        .collect(Collectors.joining(" / "));
  }

  private static String cell(CSVRecord row) {
    return Stream.concat(SweepBest.MODEL.stream(), Stream.of("temperature", "case"))
        .map(row::get)
        .collect(Collectors.joining("\t"));
  }

  /** Of a trial's row, its value of one searched setting. */
  static Optional<String> setting(CSVRecord row, Case.Kind kind) {
    String value = Case.parse(row.get("case")).get(kind);
    return value.isEmpty() ? Optional.empty() : Optional.of(value);
  }
}
