package io.github.gumbelrao.bench.simplex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gumbelrao.bench.measurement.MeasurementRows;
import io.github.gumbelrao.bench.measurement.page.Axis;
import io.github.gumbelrao.bench.measurement.page.Chart;
import io.github.gumbelrao.bench.measurement.page.EstimateCharts;
import io.github.gumbelrao.bench.measurement.page.PageModel;
import io.github.gumbelrao.bench.measurement.page.Range;
import io.github.gumbelrao.bench.study.EstimatorColors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVRecord;

/**
 * Maps over the simplex, as figure 1 of Paulus et al. (2021) has them, and the way to its middle.
 */
public final class SimplexFigures {

  private SimplexFigures() {}

  private static final int LEVELS = 10;
  private static final String VARIANCE = "variance_within";
  private static final String PLAIN = "st-gs";
  private static final String AVERAGED = "gr-mc1000";

  static List<PageModel.Figure> of(List<CSVRecord> rows) {
    List<PageModel.Figure> figures = new ArrayList<>();
    objective(rows).ifPresent(figures::add);
    maps(rows, VARIANCE, "Variance", "the trace of the gradient's covariance over draws")
        .ifPresent(figures::add);
    difference(rows).ifPresent(figures::add);
    maps(
            rows,
            "squared_bias",
            "Squared bias",
            "the squared distance of the mean gradient from the exact one")
        .ifPresent(figures::add);
    maps(rows, "mse", "Mean squared error", "the mean squared distance from the exact gradient")
        .ifPresent(figures::add);
    EstimateCharts.lines(
            "Distance to the optimum",
            "Mean over runs of the distance to the optimum, on a logarithmic axis, over the steps"
                + " of gradient descent with each estimator. Bands and bars: two standard errors.",
            MeasurementRows.metric(rows, "distance").toList(),
            Axis.linear("step", "step"),
            Axis.logarithmic("value", "distance"),
            EstimatorColors.PALETTE)
        .ifPresent(figures::add);
    return figures;
  }

  private static Optional<PageModel.Figure> objective(List<CSVRecord> rows) {
    List<Ternary.Cell> cells = cells(MeasurementRows.metric(rows, "objective").toList(), false);
    if (cells.isEmpty()) {
      return Optional.empty();
    }
    Range range = Ternary.range(List.of(cells));
    ObjectNode map = Ternary.map(cells, range);
    List<Double> levels =
        IntStream.range(1, LEVELS)
            .mapToObj(i -> range.low() + (range.high() - range.low()) * i / LEVELS)
            .toList();
    Ternary.contours(map, Contours.of(cells, levels));
    return Optional.of(
        figure(
            "Objective",
            "The expected loss at every point of the simplex, with lines of equal loss in ten equal"
                + " steps.",
            List.of(
                new PageModel.Row("", List.of(Ternary.bar(range)), List.of(Chart.panel("", map)))),
            cells));
  }

  /** A row for each temperature, a column for each estimator. */
  private static Optional<PageModel.Figure> maps(
      List<CSVRecord> rows, String metric, String title, String what) {
    List<CSVRecord> shown = MeasurementRows.metric(rows, metric).toList();
    List<String> estimators =
        EstimatorColors.PALETTE.ordered(shown.stream().map(row -> row.get("estimator")).toList());
    List<PageModel.Row> panels = new ArrayList<>();
    List<Ternary.Cell> all = new ArrayList<>();
    for (String temperature : temperatures(shown)) {
      List<List<Ternary.Cell>> maps =
          estimators.stream().map(name -> cells(at(shown, name, temperature), true)).toList();
      Range range = Ternary.range(maps);
      List<PageModel.Panel> row = new ArrayList<>();
      for (int i = 0; i < maps.size(); i++) {
        if (!maps.get(i).isEmpty()) {
          row.add(Chart.panel(estimators.get(i), Ternary.map(maps.get(i), range)));
        }
      }
      panels.add(row(temperature, range, row));
      maps.forEach(all::addAll);
    }
    return panels.isEmpty()
        ? Optional.empty()
        : Optional.of(
            figure(
                title,
                "The logarithm to base ten of " + what + ". The maps of a row share their colors.",
                panels,
                all));
  }

  /** How many powers of ten averaging over the noise takes away. */
  private static Optional<PageModel.Figure> difference(List<CSVRecord> rows) {
    List<CSVRecord> shown = MeasurementRows.metric(rows, VARIANCE).toList();
    List<String> titles = new ArrayList<>();
    List<List<Ternary.Cell>> maps = new ArrayList<>();
    for (String temperature : temperatures(shown)) {
      List<Ternary.Cell> map =
          difference(at(shown, PLAIN, temperature), at(shown, AVERAGED, temperature));
      if (!map.isEmpty()) {
        titles.add(temperature.isEmpty() ? "" : "temperature " + temperature);
        maps.add(map);
      }
    }
    if (maps.isEmpty()) {
      return Optional.empty();
    }
    Range range = Ternary.range(maps);
    List<PageModel.Panel> panels =
        IntStream.range(0, maps.size())
            .mapToObj(i -> Chart.panel(titles.get(i), Ternary.map(maps.get(i), range)))
            .toList();
    return Optional.of(
        figure(
            "Variance that averaging removes",
            "The logarithm to base ten of the variance of %s less that of %s: 1 is a tenth of it left."
                .formatted(PLAIN, AVERAGED),
            List.of(new PageModel.Row("", List.of(Ternary.bar(range)), panels)),
            maps.stream().flatMap(List::stream).toList()));
  }

  private static List<Ternary.Cell> difference(List<CSVRecord> plain, List<CSVRecord> averaged) {
    Map<TernaryPoint, CSVRecord> byPoint = new HashMap<>();
    averaged.forEach(
        row -> TernaryPoint.of(row.get("case")).ifPresent(point -> byPoint.put(point, row)));
    List<Ternary.Cell> cells = new ArrayList<>();
    for (CSVRecord row : plain) {
      TernaryPoint.of(row.get("case"))
          .filter(byPoint::containsKey)
          .ifPresent(
              point -> {
                CSVRecord other = byPoint.get(point);
                double logarithms = logarithm(row) - logarithm(other);
                cells.add(
                    new Ternary.Cell(
                        point,
                        logarithms,
                        List.of(
                            "case",
                            row.get("case"),
                            PLAIN,
                            row.get("value"),
                            AVERAGED,
                            other.get("value"))));
              });
    }
    return cells;
  }

  private static PageModel.Row row(String temperature, Range range, List<PageModel.Panel> panels) {
    return new PageModel.Row(
        temperature.isEmpty() ? "" : "temperature " + temperature,
        List.of(Ternary.bar(range)),
        panels);
  }

  private static PageModel.Figure figure(
      String title, String caption, List<PageModel.Row> rows, List<Ternary.Cell> cells) {
    long grey = cells.stream().filter(cell -> !Double.isFinite(cell.color())).count();
    String note =
        grey == 0
            ? ""
            : "Grey: %d of %d values, zero, negative or not finite; the tooltip says which and why."
                .formatted(grey, cells.size());
    return new PageModel.Figure(title, caption, note, List.of(), rows);
  }

  /** Rows without a temperature belong with those of every temperature. */
  private static List<CSVRecord> at(List<CSVRecord> rows, String estimator, String temperature) {
    return rows.stream()
        .filter(row -> row.get("estimator").equals(estimator))
        .filter(
            row -> row.get("temperature").isEmpty() || row.get("temperature").equals(temperature))
        .toList();
  }

  private static List<String> temperatures(List<CSVRecord> rows) {
    List<String> temperatures =
        rows.stream().map(row -> row.get("temperature")).distinct().toList();
    return temperatures.size() > 1
        ? temperatures.stream().filter(cell -> !cell.isEmpty()).toList()
        : temperatures;
  }

  private static List<Ternary.Cell> cells(List<CSVRecord> rows, boolean logarithmic) {
    List<Ternary.Cell> cells = new ArrayList<>();
    for (CSVRecord row : rows) {
      TernaryPoint.of(row.get("case"))
          .ifPresent(
              point ->
                  cells.add(
                      new Ternary.Cell(
                          point,
                          logarithmic ? logarithm(row) : MeasurementRows.number(row, "value"),
                          List.of(
                              "case", row.get("case"),
                              "estimator", row.get("estimator"),
                              "temperature", row.get("temperature"),
                              "value", row.get("value"),
                              "std_error", row.get("std_error")))));
    }
    return cells;
  }

  private static double logarithm(CSVRecord row) {
    return Math.log10(MeasurementRows.number(row, "value"));
  }
}
