package io.github.gumbelrao.bench.measurement.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The parts that the charts are made of: specifications, layers, colors. */
public final class Chart {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Chart() {}

  /** A specification without layers, as wide as its place on the page. */
  public static ObjectNode spec(ArrayNode values) {
    ObjectNode spec = JSON.objectNode();
    spec.put("$schema", "https://vega.github.io/schema/vega-lite/v5.json");
    spec.put("width", "container");
    spec.set("data", JSON.objectNode().set("values", values));
    spec.putObject("encoding");
    spec.putArray("layer");
    return spec;
  }

  /** Adds a layer; what comes first is drawn first. */
  public static ObjectNode layer(ObjectNode spec, String mark) {
    ObjectNode layer = spec.withArray("/layer").addObject();
    layer.putObject("mark").put("type", mark);
    layer.putObject("encoding");
    return layer;
  }

  /** Adds a rule from {@code low} to {@code high} where a datum has them. */
  public static void errorBars(ObjectNode spec, String channel, ObjectNode low) {
    ObjectNode bars = layer(spec, "rule");
    bars.putArray("transform").addObject().put("filter", "isValid(datum.low)");
    ObjectNode encoding = bars.withObject("/encoding");
    encoding.set(channel, low);
    encoding.putObject(channel + "2").put("field", "high");
  }

  /** Adds a bar along the horizontal axis, from one number to each datum. */
  static void bars(ObjectNode spec, ObjectNode x, double from) {
    ObjectNode bars = layer(spec, "bar");
    bars.withObject("/mark").put("height", 8).put("opacity", 0.45);
    bars.withObject("/encoding").set("x", x);
    bars.withObject("/encoding").putObject("x2").put("datum", from);
  }

  /** Adds a pale band between {@code low} and {@code high}. */
  static void band(ObjectNode spec, ObjectNode low) {
    ObjectNode band = layer(spec, "area");
    band.withObject("/mark").put("opacity", 0.2);
    ObjectNode encoding = band.withObject("/encoding");
    encoding.set("y", low);
    encoding.putObject("y2").put("field", "high");
  }

  /** Adds a dashed line across the chart where the axis has a number to hold the data to. */
  public static void reference(ObjectNode spec, String channel, Axis axis) {
    axis.reference()
        .ifPresent(
            number -> {
              ObjectNode line = layer(spec, "rule");
              line.putObject("data").putArray("values").addObject();
              line.withObject("/mark")
                  .put("color", "currentColor")
                  .putArray("strokeDash")
                  .add(4)
                  .add(4);
              ObjectNode encoding = line.withObject("/encoding");
              encoding.putObject(channel).put("datum", number);
              // Else they would be looked for in the empty datum.
              encoding.putNull("color");
              encoding.putNull(channel.equals("x") ? "y" : "x");
            });
  }

  /** Adds filled points with tooltips. */
  public static ObjectNode points(ObjectNode spec, ArrayNode tooltip) {
    ObjectNode points = layer(spec, "point");
    points.withObject("/mark").put("filled", true).put("size", 60).put("opacity", 1);
    points.withObject("/encoding").set("tooltip", tooltip);
    return points;
  }

  /** The color of the datum's estimator; the page's legend names it. */
  public static ObjectNode color(List<String> estimators, Palette palette) {
    ObjectNode color = JSON.objectNode().put("field", "estimator").put("type", "nominal");
    ObjectNode scale = color.putObject("scale");
    ArrayNode domain = scale.putArray("domain");
    ArrayNode range = scale.putArray("range");
    estimators.forEach(name -> domain.add(name));
    estimators.forEach(name -> range.add(palette.color(name)));
    color.putNull("legend");
    return color;
  }

  /** The legend that belongs to {@link #color}. */
  public static List<PageModel.Key> legend(List<String> estimators, Palette palette) {
    return estimators.stream().map(name -> new PageModel.Key(name, palette.color(name))).toList();
  }

  /** A specification as a panel; nothing inside a script element may look like its end. */
  public static PageModel.Panel panel(String title, ObjectNode spec) {
    return new PageModel.Panel(title, spec.toString().replace("<", "\\u003c"));
  }
}
