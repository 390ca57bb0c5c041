package io.github.gumbelrao.bench.simplex;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gumbelrao.bench.measurement.page.Chart;
import io.github.gumbelrao.bench.measurement.page.PageModel;
import io.github.gumbelrao.bench.measurement.page.Range;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** Heat maps over the simplex of three probabilities: a hexagon for each point of a grid. */
final class Ternary {

  /** Viridis (Smith and van der Walt 2015), ten steps of equal lightness. */
  private static final List<String> VIRIDIS =
      List.of(
          "#440154", "#482878", "#3e4989", "#31688e", "#26828e", "#1f9e89", "#35b779", "#6ece58",
          "#b5de2b", "#fde725");

  /** Pixels of a side of the triangle. */
  private static final int SIDE = 220;

  private static final int MARGIN = 18;

  /** Pixels; with less the page shines through between hexagons. */
  private static final double OVERLAP = 0.7;

  /** With corners at distance 1, standing on one; symbols are scaled to half their size's root. */
  private static final String HEXAGON = "M0,-1L0.866,-0.5L0.866,0.5L0,1L-0.866,0.5L-0.866,-0.5Z";

  private Ternary() {}

  /**
   * A point with what it shows.
   *
   * @param point where
   * @param color the number that its color stands for; not finite is drawn in grey
   * @param tooltipLines lines of the tooltip, name and text by turns
   */
  record Cell(TernaryPoint point, double color, List<String> tooltipLines) {}

  /** The colors that a row of maps shares. */
  static Range range(List<List<Cell>> maps) {
    return Range.of(maps.stream().flatMapToDouble(Ternary::colors).filter(Double::isFinite));
  }

  private static DoubleStream colors(List<Cell> cells) {
    return cells.stream().mapToDouble(Cell::color);
  }

  /** The bar next to a row of maps. */
  static PageModel.Bar bar(Range range) {
    return new PageModel.Bar(
        "linear-gradient(to right, " + String.join(", ", VIRIDIS) + ")",
        label(range.low()),
        label(range.high()));
  }

  private static String label(double number) {
    return String.format(Locale.ROOT, "%.3g", number);
  }

  /** A map. */
  static ObjectNode map(List<Cell> cells, Range range) {
    ObjectNode spec = Chart.spec(JsonNodeFactory.instance.arrayNode());
    spec.put("width", SIDE + 2 * MARGIN);
    spec.put("height", Math.round(SIDE * TernaryPoint.HEIGHT) + 2 * MARGIN);
    spec.putObject("view").putNull("stroke");
    double spacing = TernaryPoint.spacing(cells.stream().map(Cell::point).toList());
    ObjectNode finite = hexagons(spec, cells, true, spacing);
    ObjectNode color = finite.withObject("/encoding").putObject("color");
    color.put("field", "z").put("type", "quantitative").putNull("legend");
    ObjectNode scale = color.putObject("scale");
    scale.putArray("domain").add(range.low()).add(range.high());
    scale.put("clamp", true);
    ArrayNode colors = scale.putArray("range");
    VIRIDIS.forEach(name -> colors.add(name));
    hexagons(spec, cells, false, spacing).withObject("/mark").put("color", "#888888");
    corners(spec);
    return spec;
  }

  private static ObjectNode hexagons(
      ObjectNode spec, List<Cell> cells, boolean finite, double spacing) {
    ObjectNode layer = Chart.layer(spec, "point");
    ArrayNode values = layer.putObject("data").putArray("values");
    for (Cell cell : cells) {
      if (Double.isFinite(cell.color()) == finite) {
        ObjectNode datum = values.addObject();
        datum.put("x", cell.point().x()).put("y", cell.point().y());
        if (finite) {
          datum.put("z", cell.color());
        }
        for (int i = 0; i < cell.tooltipLines().size(); i += 2) {
          datum.put(cell.tooltipLines().get(i), cell.tooltipLines().get(i + 1));
        }
      }
    }
    // The cell of a triangular grid has its corners at spacing / sqrt(3); neighbors overlap.
    double radius = spacing * SIDE / Math.sqrt(3) + OVERLAP;
    layer
        .withObject("/mark")
        .put("shape", HEXAGON)
        .put("filled", true)
        .put("opacity", 1)
        .put("strokeWidth", 0)
        .put("size", 4 * radius * radius);
    place(layer, "x", "y");
    ArrayNode tooltip = layer.withObject("/encoding").putArray("tooltip");
    if (!cells.isEmpty()) {
      List<String> tooltipLines = cells.get(0).tooltipLines();
      for (int i = 0; i < tooltipLines.size(); i += 2) {
        tooltip.addObject().put("field", tooltipLines.get(i)).put("type", "nominal");
      }
    }
    return layer;
  }

  /** Adds lines on top of a map. */
  static void contours(ObjectNode spec, List<Contours.Segment> segments) {
    ObjectNode layer = Chart.layer(spec, "rule");
    ArrayNode values = layer.putObject("data").putArray("values");
    for (Contours.Segment segment : segments) {
      values
          .addObject()
          .put("x", segment.x1())
          .put("y", segment.y1())
          .put("x2", segment.x2())
          .put("y2", segment.y2());
    }
    layer.withObject("/mark").put("color", "white").put("strokeWidth", 1.2);
    place(layer, "x", "y");
    layer.withObject("/encoding").putObject("x2").put("field", "x2");
    layer.withObject("/encoding").putObject("y2").put("field", "y2");
  }

  private static void place(ObjectNode layer, String x, String y) {
    double margin = MARGIN / (double) SIDE;
    axis(layer.withObject("/encoding").putObject(x), x, 1, margin);
    axis(layer.withObject("/encoding").putObject(y), y, TernaryPoint.HEIGHT, margin);
  }

  private static void axis(ObjectNode channel, String field, double end, double margin) {
    channel.put("field", field).put("type", "quantitative").putNull("axis");
    ObjectNode scale = channel.putObject("scale");
    scale.put("nice", false).put("zero", false);
    scale.putArray("domain").add(-margin).add(end + margin);
  }

  private static void corners(ObjectNode spec) {
    ObjectNode layer = Chart.layer(spec, "text");
    ArrayNode values = layer.putObject("data").putArray("values");
    double out = 0.045;
    values.addObject().put("x", -out).put("y", -out).put("text", "p1");
    values.addObject().put("x", 1 + out).put("y", -out).put("text", "p2");
    values.addObject().put("x", 0.5).put("y", TernaryPoint.HEIGHT + out).put("text", "p3");
    layer.withObject("/mark").put("color", "currentColor").put("fontSize", 11);
    place(layer, "x", "y");
    layer.withObject("/encoding").putObject("text").put("field", "text").put("type", "nominal");
  }
}
