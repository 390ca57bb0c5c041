package io.github.gumbelrao.bench.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.commons.csv.CSVRecord;

/** The charts of the variance study: one metric over the training steps, a line an estimator. */
final class VarianceFigures {

  /** Half the width of the interval drawn, in standard errors. */
  private static final double INTERVAL = 2;

  /**
   * Colour-blind safe: Okabe and Ito (2008). One for each estimator, in the order of the results.
   */
  private static final List<String> COLOURS =
      List.of(
          "#D55E00", "#0072B2", "#56B4E9", "#009E73", "#E69F00", "#CC79A7", "#999999", "#F0E442");

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private VarianceFigures() {}

  static List<ReportModel.Figure> of(List<CSVRecord> rows) {
    return List.of(
        new ReportModel.Figure(
            "Variance within a minibatch",
            "Trace of the covariance of the inference network's gradient over draws, nats squared,"
                + " on a logarithmic axis. Lower is better. Bars: two standard errors.",
            spec(rows, "variance_within", "variance within")),
        new ReportModel.Figure(
            "Variance between minibatches",
            "Trace of the covariance of the gradient's expectation over minibatches, nats squared:"
                + " what averaging over draws cannot remove.",
            spec(rows, "variance_between", "variance between")));
  }

  private static String spec(List<CSVRecord> rows, String metric, String title) {
    List<CSVRecord> shown =
        MeasurementRows.metric(rows, metric)
            .filter(row -> Double.parseDouble(row.get("value")) > 0)
            .toList();
    ArrayNode values = values(shown);
    ObjectNode spec = JSON.objectNode();
    spec.put("$schema", "https://vega.github.io/schema/vega-lite/v5.json");
    spec.put("width", "container");
    spec.put("height", 280);
    spec.set("data", JSON.objectNode().set("values", values));
    ObjectNode encoding = spec.putObject("encoding");
    encoding.set("x", axis("step", "training step"));
    encoding.set("color", colour(values));
    ArrayNode layers = spec.putArray("layer");
    layers.add(layer("line", logarithmic(axis("value", title))));
    ObjectNode bars = layers.addObject();
    bars.setAll(layer("rule", logarithmic(axis("low", title))));
    bars.withObject("/encoding").putObject("y2").put("field", "high");
    ObjectNode points = layers.addObject();
    points.setAll(layer("point", logarithmic(axis("value", title))));
    points.withObject("/mark").put("filled", true).put("size", 70);
    points.withObject("/encoding").set("tooltip", tooltip());
    // Nothing inside a script element may look like its end.
    return spec.toString().replace("<", "\\u003c");
  }

  private static ArrayNode values(List<CSVRecord> rows) {
    ArrayNode values = JSON.arrayNode();
    boolean arities = varies(rows, "arity");
    boolean temperatures = varies(rows, "temperature");
    for (CSVRecord row : rows) {
      double value = Double.parseDouble(row.get("value"));
      double error = Double.parseDouble(row.get("std_error"));
      values
          .addObject()
          .put("step", Integer.parseInt(row.get("step")))
          .put("estimator", name(row, arities, temperatures))
          .put("value", value)
          .put("error", error)
          .put("low", Math.max(value - INTERVAL * error, value / 10))
          .put("high", value + INTERVAL * error);
    }
    return values;
  }

  /** The estimator, with whatever else tells its lines apart in this run. */
  private static String name(CSVRecord row, boolean arities, boolean temperatures) {
    String temperature = row.get("temperature");
    return row.get("estimator")
        + (arities ? ", arity " + row.get("arity") : "")
        + (temperatures && !temperature.isEmpty() ? ", temperature " + temperature : "");
  }

  private static boolean varies(List<CSVRecord> rows, String column) {
    return rows.stream()
            .map(row -> row.get(column))
            .filter(cell -> !cell.isEmpty())
            .distinct()
            .count()
        > 1;
  }

  private static ObjectNode axis(String field, String title) {
    return JSON.objectNode().put("field", field).put("type", "quantitative").put("title", title);
  }

  private static ObjectNode logarithmic(ObjectNode axis) {
    axis.putObject("scale").put("type", "log");
    axis.putObject("axis").put("tickCount", 5);
    return axis;
  }

  private static ObjectNode colour(ArrayNode values) {
    List<String> names =
        StreamSupport.stream(values.spliterator(), false)
            .map(value -> value.get("estimator").asText())
            .distinct()
            .toList();
    ObjectNode colour = JSON.objectNode().put("field", "estimator").put("type", "nominal");
    colour.putNull("title");
    ObjectNode scale = colour.putObject("scale");
    ArrayNode domain = scale.putArray("domain");
    names.forEach(domain::add);
    ArrayNode range = scale.putArray("range");
    for (int i = 0; i < names.size(); i++) {
      range.add(COLOURS.get(i % COLOURS.size()));
    }
    colour
        .putObject("legend")
        .put("orient", "bottom")
        .put("columns", names.size() > 6 ? 2 : 3)
        .put("labelLimit", 300);
    return colour;
  }

  private static ObjectNode layer(String mark, ObjectNode y) {
    ObjectNode layer = JSON.objectNode();
    layer.putObject("mark").put("type", mark);
    layer.putObject("encoding").set("y", y);
    return layer;
  }

  private static ArrayNode tooltip() {
    ArrayNode tooltip = JSON.arrayNode();
    for (String field : List.of("estimator", "step", "value", "error")) {
      tooltip.addObject().put("field", field);
    }
    return tooltip;
  }
}
