package io.github.gumbelrao.bench.measurement.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVRecord;

/**
 * Figures of estimates with their errors, two standard errors to each side. Rows that differ in
 * more than the estimator and the axis go into panels of equal scale.
 */
public final class EstimateCharts {

  /** Points on a line that can still be told apart; more of them are drawn as a band. */
  private static final int SEPARATE = 20;

  /** Pixels from one name to the next. */
  private static final int ROW = 22;

  private EstimateCharts() {}

  /**
   * A line an estimator over a column such as {@code step}. Where that column holds one number
   * only, there is no line to draw, and the figure is {@link #dots}.
   *
   * @return empty if there are no rows
   */
  public static Optional<PageModel.Figure> lines(
      String title, String caption, List<CSVRecord> rows, Axis x, Axis y, Palette palette) {
    PlotData data = PlotData.of(rows, x, y, palette);
    if (data.rows().stream().map(row -> row.get(x.column())).distinct().count() < 2) {
      return dots(title, caption, rows, y, palette);
    }
    List<PageModel.Panel> panels =
        data.panels().entrySet().stream()
            .map(panel -> Chart.panel(panel.getKey(), lines(data, panel.getValue(), x, y)))
            .toList();
    return Optional.of(
        PageModel.Figure.of(title, caption, data.note(), panels).withLegend(data.legend()));
  }

  private static ObjectNode lines(PlotData data, List<CSVRecord> part, Axis x, Axis y) {
    ObjectNode spec = Chart.spec(data.values(part)).put("height", 280);
    Chart.reference(spec, "y", y);
    ObjectNode encoding = spec.withObject("/encoding");
    encoding.set("x", x.encoding("x"));
    encoding.set("color", data.color());
    boolean dense = part.stream().map(row -> row.get(x.column())).distinct().count() > SEPARATE;
    Range range = data.range();
    if (dense) {
      Chart.band(spec, y.encoding("low", range));
    } else {
      Chart.errorBars(spec, "y", y.encoding("low", range));
    }
    ObjectNode line = Chart.layer(spec, "line");
    line.withObject("/mark").put("strokeWidth", 2);
    line.withObject("/encoding").set("y", y.encoding("y", range));
    // Runs of several seeds are lines of their own.
    line.withObject("/encoding/detail").put("field", "seed").put("type", "nominal");
    ObjectNode points = Chart.points(spec, data.tooltip());
    points.withObject("/encoding").set("y", y.encoding("y", range));
    if (dense) {
      points.withObject("/mark").put("opacity", 0);
    }
    return spec;
  }

  /**
   * A dot an estimator, names down the side.
   *
   * @return empty if there are no rows
   */
  public static Optional<PageModel.Figure> dots(
      String title, String caption, List<CSVRecord> rows, Axis value, Palette palette) {
    return dots(title, caption, PlotData.of(rows, value, palette), value, false);
  }

  private static Optional<PageModel.Figure> dots(
      String title, String caption, PlotData data, Axis value, boolean bars) {
    if (data.rows().isEmpty() && data.note().isEmpty()) {
      return Optional.empty();
    }
    if (data.rows().isEmpty()) {
      return Optional.of(PageModel.Figure.of(title, caption, data.note(), List.of()));
    }
    List<PageModel.Panel> panels =
        data.panels().entrySet().stream()
            .map(panel -> Chart.panel(panel.getKey(), dots(data, panel.getValue(), value, bars)))
            .toList();
    return Optional.of(PageModel.Figure.of(title, caption, data.note(), panels));
  }

  private static ObjectNode dots(PlotData data, List<CSVRecord> part, Axis value, boolean bars) {
    ObjectNode spec = Chart.spec(data.values(part));
    spec.put("height", ROW * data.estimators().size()).put("autosize", "fit-x");
    ObjectNode encoding = spec.withObject("/encoding");
    encoding.set("y", names(data));
    encoding.set("color", data.color());
    Chart.reference(spec, "x", value);
    Range range = data.range();
    if (bars) {
      Chart.bars(spec, value.encoding("y", range), value.reference().orElseThrow());
    }
    Chart.errorBars(spec, "x", value.encoding("low", range));
    Chart.points(spec, data.tooltip()).withObject("/encoding").set("x", value.encoding("y", range));
    return spec;
  }

  /**
   * {@link #dots} with a bar to each from the number that the axis refers to, which it must have.
   * Estimators at different temperatures stand side by side.
   *
   * @return empty if there are no rows
   */
  public static Optional<PageModel.Figure> bars(
      String title, String caption, List<CSVRecord> rows, Axis value, Palette palette) {
    PlotData data = PlotData.of(rows, value, palette).together("temperature");
    return dots(title, caption, data, value, true);
  }

  private static ObjectNode names(PlotData data) {
    ObjectNode names = data.color();
    names.remove("legend");
    names.remove("scale");
    names.putNull("title");
    ArrayNode sort = names.putArray("sort");
    data.estimators().forEach(name -> sort.add(name));
    names.putObject("axis").put("labelLimit", 120).put("grid", true);
    return names;
  }
}
