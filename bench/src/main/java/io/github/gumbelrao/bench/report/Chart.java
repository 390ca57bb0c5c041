package io.github.gumbelrao.bench.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The parts that the charts are made of: specifications, layers, colours. */
final class Chart {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Chart() {}

  /** A specification without layers, as wide as its place on the page. */
  static ObjectNode spec(ArrayNode values) {
    ObjectNode spec = JSON.objectNode();
    spec.put("$schema", "https://vega.github.io/schema/vega-lite/v5.json");
    spec.put("width", "container");
    spec.set("data", JSON.objectNode().set("values", values));
    spec.putObject("encoding");
    spec.putArray("layer");
    return spec;
  }

  /** Adds a layer; what comes first is drawn first. */
  static ObjectNode layer(ObjectNode spec, String mark) {
    ObjectNode layer = spec.withArray("/layer").addObject();
    layer.putObject("mark").put("type", mark);
    layer.putObject("encoding");
    return layer;
  }

  /** Adds a rule from {@code low} to {@code high} where a datum has them. */
  static void errorBars(ObjectNode spec, String channel, ObjectNode low) {
    ObjectNode bars = layer(spec, "rule");
    bars.putArray("transform").addObject().put("filter", "isValid(datum.low)");
    ObjectNode encoding = bars.withObject("/encoding");
    encoding.set(channel, low);
    encoding.putObject(channel + "2").put("field", "high");
  }

  /** Adds filled points that tell their numbers. */
  static ObjectNode points(ObjectNode spec, ArrayNode tooltip) {
    ObjectNode points = layer(spec, "point");
    points.withObject("/mark").put("filled", true).put("size", 60).put("opacity", 1);
    points.withObject("/encoding").set("tooltip", tooltip);
    return points;
  }

  /** The colour of the datum's estimator; the page's legend names it. */
  static ObjectNode colour(List<String> estimators) {
    ObjectNode colour = JSON.objectNode().put("field", "estimator").put("type", "nominal");
    ObjectNode scale = colour.putObject("scale");
    ArrayNode domain = scale.putArray("domain");
    ArrayNode range = scale.putArray("range");
    estimators.forEach(name -> domain.add(name));
    estimators.forEach(name -> range.add(EstimatorColours.of(name)));
    colour.putNull("legend");
    return colour;
  }

  /** The legend that belongs to {@link #colour}. */
  static List<ReportModel.Key> legend(List<String> estimators) {
    return estimators.stream()
        .map(name -> new ReportModel.Key(name, EstimatorColours.of(name)))
        .toList();
  }

  /** A specification as a panel; nothing inside a script element may look like its end. */
  static ReportModel.Panel panel(String title, ObjectNode spec) {
    return new ReportModel.Panel(title, spec.toString().replace("<", "\\u003c"));
  }
}
