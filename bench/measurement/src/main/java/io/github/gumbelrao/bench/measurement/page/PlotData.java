package io.github.gumbelrao.bench.measurement.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gumbelrao.bench.measurement.MeasurementRows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.apache.commons.csv.CSVRecord;

/**
 * The rows of a figure that its axes can show, as data of Vega-Lite.
 *
 * <p>A datum has the cells of its row as text under the names of the columns, for tooltips, and the
 * numbers {@code x}, {@code y} and, where there is a standard error, {@code low} and {@code high}.
 */
public final class PlotData {

  /** Half the width of the intervals drawn, in standard errors. */
  private static final double INTERVAL = 2;

  /** Columns worth reading in a tooltip, less those that are empty in every row. */
  private static final List<String> TOOLTIP_COLUMNS =
      List.of(
          "case",
          "estimator",
          "temperature",
          "arity",
          "samples",
          "batch_size",
          "seed",
          "step",
          "metric",
          "value",
          "std_error",
          "count",
          "unit");

  /** Columns that, where they differ, put rows into panels of their own. */
  private static final List<String> PANELS =
      List.of("case", "dataset", "arity", "temperature", "batch_size");

  private final List<CSVRecord> rows;
  private final int given;
  private final Axis x;
  private final Axis y;
  private final List<String> apart;
  private final Palette palette;

  private PlotData(
      List<CSVRecord> rows, int given, Axis x, Axis y, List<String> apart, Palette palette) {
    this.rows = rows;
    this.given = given;
    this.x = x;
    this.y = y;
    this.apart = apart;
    this.palette = palette;
  }

  public static PlotData of(List<CSVRecord> rows, Axis x, Axis y, Palette palette) {
    List<CSVRecord> shown =
        rows.stream()
            .filter(
                row ->
                    x.shows(MeasurementRows.number(row, x.column()))
                        && y.shows(MeasurementRows.number(row, y.column())))
            .toList();
    return new PlotData(shown, rows.size(), x, y, PANELS, palette);
  }

  /** For a chart with names along the one axis. */
  public static PlotData of(List<CSVRecord> rows, Axis y, Palette palette) {
    return of(rows, y, y, palette);
  }

  /** The same, with rows that differ in a column's cells in one panel. */
  PlotData together(String column) {
    List<String> others = apart.stream().filter(name -> !name.equals(column)).toList();
    return new PlotData(rows, given, x, y, others, palette);
  }

  public List<CSVRecord> rows() {
    return rows;
  }

  /** The color of each estimator; the page's legend names it. */
  public ObjectNode color() {
    return Chart.color(estimators(), palette);
  }

  /** The legend that belongs to {@link #color}. */
  public List<PageModel.Key> legend() {
    return Chart.legend(estimators(), palette);
  }

  /** A sentence about rows that have no place on the axes, empty if there are none. */
  public String note() {
    if (rows.size() == given) {
      return "";
    }
    String why = x.logarithmic() || y.logarithmic() ? "not finite or not above 0" : "not finite";
    return "Not drawn, but in the table: %d of %d values, %s."
        .formatted(given - rows.size(), given, why);
  }

  public List<String> estimators() {
    return palette.ordered(rows.stream().map(row -> row.get("estimator")).toList());
  }

  /** The rows by what tells their panels apart; a row without a cell is in all that have one. */
  public Map<String, List<CSVRecord>> panels() {
    Map<String, List<CSVRecord>> panels = new LinkedHashMap<>();
    panels.put("", rows);
    for (String column : apart) {
      if (!column.equals(x.column())) {
        panels = split(panels, column);
      }
    }
    return panels;
  }

  private static Map<String, List<CSVRecord>> split(
      Map<String, List<CSVRecord>> panels, String column) {
    Map<String, List<CSVRecord>> finer = new LinkedHashMap<>();
    panels.forEach(
        (title, rows) -> {
          List<String> cells = distinct(rows, column);
          if (cells.size() < 2) {
            finer.put(title, rows);
            return;
          }
          for (String cell : cells) {
            String name = column.equals("case") ? cell : column.replace('_', ' ') + " " + cell;
            finer.put(
                title.isEmpty() ? name : title + ", " + name,
                rows.stream()
                    .filter(row -> row.get(column).isEmpty() || row.get(column).equals(cell))
                    .toList());
          }
        });
    return finer;
  }

  private static List<String> distinct(List<CSVRecord> rows, String column) {
    return rows.stream()
        .map(row -> row.get(column))
        .filter(cell -> !cell.isEmpty())
        .distinct()
        .toList();
  }

  /** What has to be seen: every number, its interval, and the line to hold them to. */
  public Range range() {
    return range(rows);
  }

  /** The same for part of the rows. */
  public Range range(List<CSVRecord> part) {
    return Range.of(
        DoubleStream.concat(
                y.reference().stream(),
                part.stream()
                    .flatMapToDouble(row -> DoubleStream.of(low(row), value(row), high(row))))
            .filter(y::shows));
  }

  /** What has to be seen of the other axis. */
  public Range rangeOfX() {
    return Range.of(rows.stream().mapToDouble(row -> MeasurementRows.number(row, x.column())));
  }

  /** Part of the rows as data. */
  public ArrayNode values(List<CSVRecord> part) {
    List<String> columns = tooltipColumns();
    double floor = range().low();
    ArrayNode values = JsonNodeFactory.instance.arrayNode();
    for (CSVRecord row : part) {
      ObjectNode datum = values.addObject();
      columns.forEach(column -> datum.put(column, row.get(column)));
      datum.put("x", MeasurementRows.number(row, x.column())).put("y", value(row));
      if (Double.isFinite(low(row))) {
        // Below zero a logarithmic axis has nothing; the bar then goes down to its end.
        datum.put("low", y.shows(low(row)) ? low(row) : floor).put("high", high(row));
      }
    }
    return values;
  }

  /** The tooltip: every cell as it stands in the CSV. */
  public ArrayNode tooltip() {
    ArrayNode tooltip = JsonNodeFactory.instance.arrayNode();
    tooltipColumns()
        .forEach(
            column ->
                tooltip
                    .addObject()
                    .put("field", column)
                    .put("type", "nominal")
                    .put("title", column.replace('_', ' ')));
    return tooltip;
  }

  private List<String> tooltipColumns() {
    List<String> columns = new ArrayList<>(TOOLTIP_COLUMNS);
    columns.removeIf(column -> rows.stream().allMatch(row -> row.get(column).isEmpty()));
    return columns;
  }

  private double value(CSVRecord row) {
    return MeasurementRows.number(row, y.column());
  }

  private double low(CSVRecord row) {
    return value(row) - INTERVAL * MeasurementRows.number(row, "std_error");
  }

  private double high(CSVRecord row) {
    return value(row) + INTERVAL * MeasurementRows.number(row, "std_error");
  }
}
