package io.github.gumbelrao.bench.measurement.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gumbelrao.bench.measurement.comparison.Trend;
import io.github.gumbelrao.bench.measurement.statistics.Interval;
import java.util.List;
import java.util.stream.DoubleStream;

/** A measurement over nights as a small chart: points, the expected band, rings at the moves. */
final class TrendChart {

  private static final int HEIGHT = 110;
  private static final String LINE = "hsl(210,60%,55%)";
  private static final String MOVED = "hsl(5,75%,52%)";
  private static final List<String> TOOLTIP =
      List.of("night", "commit", "value", "std_error", "expected", "moved");

  private TrendChart() {}

  /**
   * The chart.
   *
   * @param title what distinguishes it from the others of its study
   */
  static PageModel.Panel of(String title, Trend trend, String unit) {
    return Chart.panel(title, spec(trend, unit));
  }

  private static ObjectNode spec(Trend trend, String unit) {
    ArrayNode values = JsonNodeFactory.instance.arrayNode();
    int[] pieces = pieces(trend);
    for (int i = 0; i < pieces.length; i++) {
      values.add(
          datum(i, trend.points().get(i)).put("piece", pieces[i]).put("alone", alone(pieces, i)));
    }
    ObjectNode spec = Chart.spec(values).put("height", HEIGHT);
    Axis y = Axis.linear("value", unit);
    Range range =
        Range.of(
            DoubleStream.concat(
                trend.points().stream()
                    .mapToDouble(point -> point.estimate().value())
                    .filter(Double::isFinite),
                trend.last().band().stream()
                    .flatMapToDouble(band -> DoubleStream.of(band.low(), band.high()))));
    spec.withObject("/encoding").set("x", nights());
    spec.withObject("/encoding").putObject("color").put("value", LINE);
    Chart.band(spec, y.encoding("low", range));
    Chart.errorBars(spec, "y", y.encoding("low", range));
    // A band of one night between two without has no width; a bar shows it. The first ones may be
    // far wider than what came of it: the last has to be seen, the others as far as there is room.
    ArrayNode layers = spec.withArray("/layer");
    ObjectNode area = (ObjectNode) layers.get(0);
    ObjectNode bars = (ObjectNode) layers.get(1);
    area.withObject("/mark").put("clip", true);
    area.withArray("/transform").addObject().put("filter", "isValid(datum.low)");
    area.withObject("/encoding").putObject("detail").put("field", "piece");
    bars.withObject("/mark").put("strokeWidth", 6).put("opacity", 0.2).put("clip", true);
    bars.withArray("/transform").addObject().put("filter", "datum.alone");
    ObjectNode undefined = Chart.layer(spec, "rule");
    undefined
        .putArray("transform")
        .addObject()
        .put("filter", "datum.moved != '' && !isValid(datum.y)");
    undefined.withObject("/mark").put("strokeWidth", 2);
    undefined.withObject("/encoding").putObject("color").put("value", MOVED);
    undefined.withObject("/encoding").set("tooltip", tooltip());
    ObjectNode line = Chart.layer(spec, "line");
    line.withObject("/mark").put("strokeWidth", 1);
    line.withObject("/encoding").set("y", y.encoding("y", range));
    ObjectNode rings = Chart.layer(spec, "point");
    rings.putArray("transform").addObject().put("filter", "datum.moved != '' && isValid(datum.y)");
    rings.withObject("/mark").put("size", 220).put("strokeWidth", 2).put("filled", false);
    rings.withObject("/encoding").set("y", y.encoding("y", range));
    rings.withObject("/encoding").putObject("color").put("value", MOVED);
    ObjectNode points = Chart.points(spec, tooltip());
    points.withObject("/encoding").set("y", y.encoding("y", range));
    points.withObject("/mark").put("size", 40);
    return spec;
  }

  /** Which nights share a piece of the band: it ends at a night without one, and at a move. */
  private static int[] pieces(Trend trend) {
    int[] pieces = new int[trend.points().size()];
    for (int i = 1; i < pieces.length; i++) {
      Trend.Point before = trend.points().get(i - 1);
      boolean joined =
          !before.moved() && before.band().isPresent() && trend.points().get(i).band().isPresent();
      pieces[i] = pieces[i - 1] + (joined ? 0 : 1);
    }
    return pieces;
  }

  private static boolean alone(int[] pieces, int night) {
    boolean begins = night == 0 || pieces[night - 1] != pieces[night];
    boolean ends = night == pieces.length - 1 || pieces[night + 1] != pieces[night];
    return begins && ends;
  }

  private static ObjectNode datum(int number, Trend.Point point) {
    double value = point.estimate().value();
    double error = point.estimate().standardError();
    ObjectNode datum =
        JsonNodeFactory.instance
            .objectNode()
            .put("x", number + " " + point.night().date())
            .put("night", point.night().date().toString())
            .put("commit", point.night().commit())
            .put("value", Double.toString(value))
            .put("std_error", Double.isNaN(error) ? "" : Double.toString(error))
            .put("expected", point.band().map(TrendChart::words).orElse("by no night before"))
            .put("moved", point.moved() ? "left what was expected" : "");
    if (Double.isFinite(value)) {
      datum.put("y", value);
    }
    point.band().ifPresent(band -> datum.put("low", band.low()).put("high", band.high()));
    return datum;
  }

  private static String words(Interval band) {
    return band.low() + " to " + band.high();
  }

  /** Nights at equal distances; their numbers tell those of one day apart and are not shown. */
  private static ObjectNode nights() {
    ObjectNode x = JsonNodeFactory.instance.objectNode().put("field", "x").put("type", "ordinal");
    x.putNull("title").putNull("sort").putObject("scale").put("type", "point");
    x.putObject("axis")
        .put("labelExpr", "slice(datum.label, -5)")
        .put("labelAngle", 0)
        .put("labelOverlap", "greedy");
    return x;
  }

  private static ArrayNode tooltip() {
    ArrayNode tooltip = JsonNodeFactory.instance.arrayNode();
    for (String field : TOOLTIP) {
      tooltip
          .addObject()
          .put("field", field)
          .put("type", "nominal")
          .put("title", field.replace('_', ' '));
    }
    return tooltip;
  }
}
