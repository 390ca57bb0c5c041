package io.github.gumbelrao.bench.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVRecord;

/**
 * Figures of estimates with their errors, two standard errors to each side. Rows that differ in
 * more than the estimator and the axis go into panels of equal scale.
 */
final class EstimateCharts {

  private EstimateCharts() {}

  /**
   * A line an estimator over a column such as {@code step}. Where that column holds one number
   * only, there is no line to draw, and the figure is {@link #dots}.
   *
   * @return empty if there are no rows
   */
  static Optional<ReportModel.Figure> lines(
      String title, String caption, List<CSVRecord> rows, Axis x, Axis y) {
    PlotData data = PlotData.of(rows, x, y);
    if (data.rows().stream().map(row -> row.get(x.column())).distinct().count() < 2) {
      return dots(title, caption, rows, y);
    }
    List<ReportModel.Panel> panels =
        data.panels().entrySet().stream()
            .map(panel -> Chart.panel(panel.getKey(), lines(data, panel.getValue(), x, y)))
            .toList();
    return Optional.of(
        ReportModel.Figure.of(title, caption, data.note(), panels)
            .withLegend(Chart.legend(data.estimators())));
  }

  private static ObjectNode lines(PlotData data, List<CSVRecord> part, Axis x, Axis y) {
    ObjectNode spec = Chart.spec(data.values(part)).put("height", 280);
    ObjectNode encoding = spec.withObject("/encoding");
    encoding.set("x", x.encoding("x"));
    encoding.set("color", Chart.colour(data.estimators()));
    double[] ends = data.domain();
    ObjectNode line = Chart.layer(spec, "line");
    line.withObject("/mark").put("strokeWidth", 2);
    line.withObject("/encoding").set("y", y.encoding("y", ends[0], ends[1]));
    Chart.errorBars(spec, "y", y.encoding("low", ends[0], ends[1]));
    Chart.points(spec, data.tooltip())
        .withObject("/encoding")
        .set("y", y.encoding("y", ends[0], ends[1]));
    return spec;
  }

  /**
   * A dot an estimator, names down the side.
   *
   * @return empty if there are no rows
   */
  static Optional<ReportModel.Figure> dots(
      String title, String caption, List<CSVRecord> rows, Axis value) {
    PlotData data = PlotData.of(rows, value);
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    if (data.rows().isEmpty()) {
      return Optional.of(ReportModel.Figure.of(title, caption, data.note(), List.of()));
    }
    List<ReportModel.Panel> panels =
        data.panels().entrySet().stream()
            .map(panel -> Chart.panel(panel.getKey(), dots(data, panel.getValue(), value)))
            .toList();
    return Optional.of(ReportModel.Figure.of(title, caption, data.note(), panels));
  }

  private static ObjectNode dots(PlotData data, List<CSVRecord> part, Axis value) {
    ObjectNode spec = Chart.spec(data.values(part));
    spec.putObject("height").put("step", 22);
    ObjectNode encoding = spec.withObject("/encoding");
    encoding.set("y", names(data.estimators()));
    encoding.set("color", Chart.colour(data.estimators()));
    double[] ends = data.domain();
    Chart.errorBars(spec, "x", value.encoding("low", ends[0], ends[1]));
    Chart.points(spec, data.tooltip())
        .withObject("/encoding")
        .set("x", value.encoding("y", ends[0], ends[1]));
    return spec;
  }

  private static ObjectNode names(List<String> estimators) {
    ObjectNode names = Chart.colour(estimators);
    names.remove("legend");
    names.remove("scale");
    names.putNull("title");
    ArrayNode sort = names.putArray("sort");
    estimators.forEach(name -> sort.add(name));
    names.putObject("axis").put("labelLimit", 120).put("grid", true);
    return names;
  }
}
