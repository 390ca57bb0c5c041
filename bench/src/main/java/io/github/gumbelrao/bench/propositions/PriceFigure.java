package io.github.gumbelrao.bench.propositions;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gumbelrao.bench.measurement.page.Axis;
import io.github.gumbelrao.bench.measurement.page.Chart;
import io.github.gumbelrao.bench.measurement.page.PageModel;
import io.github.gumbelrao.bench.measurement.page.Range;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.apache.commons.csv.CSVRecord;

/** The price of K: variance of {@code gr-mcK} over that of {@code gr}, a color a temperature. */
final class PriceFigure {

  /** Half the width of the bars, in standard errors. */
  private static final double INTERVAL = 2;

  /** Pieces of a line. */
  private static final int POINTS = 50;

  /** Degrees of the color wheel from one temperature to the next. */
  private static final double HUES = 137.5;

  private static final Axis SAMPLES = Axis.logarithmic("samples", "K, noise draws");
  private static final Axis ABOVE =
      Axis.logarithmic("value", "variance, over that of gr").withReference(1);

  private PriceFigure() {}

  static Optional<PageModel.Figure> of(List<CSVRecord> rows) {
    List<PriceOfSamples.Place> places = PriceOfSamples.places(rows);
    if (places.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> colors = new LinkedHashMap<>();
    places.forEach(
        place -> colors.computeIfAbsent(place.temperature(), name -> color(colors.size())));
    Range range = range(places);
    List<PageModel.Panel> panels = new ArrayList<>();
    places.stream()
        .collect(
            Collectors.groupingBy(
                PriceOfSamples.Place::name, LinkedHashMap::new, Collectors.toList()))
        .forEach((name, part) -> panels.add(Chart.panel(name, spec(part, colors, range))));
    return Optional.of(
        PageModel.Figure.of(
                "The price of K",
                "Variance of gr-mcK over that of gr, which is K = infinity: the dashed line. Points:"
                    + " measured, with two standard errors to each side. Lines: equation 13.",
                "",
                panels)
            .withLegend(
                colors.entrySet().stream()
                    .map(each -> new PageModel.Key("temperature " + each.getKey(), each.getValue()))
                    .toList()));
  }

  private static String color(int number) {
    return "hsl(%d,70%%,48%%)".formatted(Math.round(20 + number * HUES) % 360);
  }

  private static Range range(List<PriceOfSamples.Place> places) {
    return Range.of(
        places.stream()
            .flatMapToDouble(
                place ->
                    place.sampled().keySet().stream()
                        .map(place::above)
                        .flatMapToDouble(each -> DoubleStream.of(1, low(each), high(each))))
            .filter(number -> number > 0 && Double.isFinite(number)));
  }

  private static double low(Estimate above) {
    return above.value() - INTERVAL * above.standardError();
  }

  private static double high(Estimate above) {
    return above.value() + INTERVAL * above.standardError();
  }

  private static ObjectNode spec(
      List<PriceOfSamples.Place> places, Map<String, String> colors, Range range) {
    ArrayNode points = JsonNodeFactory.instance.arrayNode();
    ArrayNode lines = JsonNodeFactory.instance.arrayNode();
    int largest = largest(places);
    for (PriceOfSamples.Place place : places) {
      for (int samples : place.sampled().keySet()) {
        Estimate above = place.above(samples);
        ObjectNode point = points.addObject();
        point.put("K", samples).put("temperature", place.temperature()).put("y", above.value());
        if (low(above) > 0) {
          point.put("low", low(above)).put("high", high(above));
        }
      }
      for (int i = 0; i <= POINTS; i++) {
        double samples = Math.pow(largest, (double) i / POINTS);
        lines
            .addObject()
            .put("K", samples)
            .put("temperature", place.temperature())
            .put("y", place.predicted(samples));
      }
    }
    ObjectNode spec = Chart.spec(points).put("height", 240);
    Chart.reference(spec, "y", ABOVE);
    ObjectNode encoding = spec.withObject("/encoding");
    encoding.set("x", SAMPLES.encoding("K", new Range(1, largest)));
    encoding.set("color", colors(colors));
    ObjectNode line = Chart.layer(spec, "line");
    line.putObject("data").set("values", lines);
    line.withObject("/mark").put("strokeWidth", 1.5);
    line.withObject("/encoding").set("y", ABOVE.encoding("y", range));
    Chart.errorBars(spec, "y", ABOVE.encoding("low", range));
    ArrayNode tooltip = JsonNodeFactory.instance.arrayNode();
    for (String field : List.of("temperature", "K", "y", "low", "high")) {
      tooltip.addObject().put("field", field).put("title", field.equals("y") ? "over gr" : field);
    }
    Chart.points(spec, tooltip).withObject("/encoding").set("y", ABOVE.encoding("y", range));
    return spec;
  }

  private static int largest(List<PriceOfSamples.Place> places) {
    return places.stream()
        .flatMap(place -> place.sampled().keySet().stream())
        .mapToInt(Integer::intValue)
        .max()
        .orElseThrow();
  }

  private static ObjectNode colors(Map<String, String> colors) {
    ObjectNode color =
        JsonNodeFactory.instance.objectNode().put("field", "temperature").put("type", "nominal");
    ArrayNode domain = color.putObject("scale").putArray("domain");
    ArrayNode shown = color.withObject("/scale").putArray("range");
    colors.forEach(
        (temperature, css) -> {
          domain.add(temperature);
          shown.add(css);
        });
    color.putNull("legend");
    return color;
  }
}
