package io.github.gumbelrao.bench.propositions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gumbelrao.bench.measurement.MeasurementRows;
import io.github.gumbelrao.bench.measurement.page.Axis;
import io.github.gumbelrao.bench.measurement.page.Chart;
import io.github.gumbelrao.bench.measurement.page.PageModel;
import io.github.gumbelrao.bench.measurement.page.PlotData;
import io.github.gumbelrao.bench.measurement.page.Range;
import io.github.gumbelrao.bench.study.EstimatorColors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVRecord;

/** What was measured against what the paper's propositions predict, over the count K. */
public final class PropositionFigures {

  private PropositionFigures() {}

  private static final Axis SAMPLES = Axis.logarithmic("samples", "K, noise draws");
  private static final Axis RATIO = Axis.logarithmic("value", "ratio");

  static List<PageModel.Figure> of(List<CSVRecord> rows) {
    List<CSVRecord> measured = MeasurementRows.metric(rows, "trace_ratio").toList();
    if (measured.isEmpty()) {
      return List.of();
    }
    PlotData data = PlotData.of(measured, SAMPLES, RATIO, EstimatorColors.PALETTE);
    PlotData predicted =
        PlotData.of(
            MeasurementRows.metric(rows, "predicted_ratio").toList(),
            SAMPLES,
            RATIO,
            EstimatorColors.PALETTE);
    Map<String, List<CSVRecord>> predictions = predicted.panels();
    List<PageModel.Panel> panels = new ArrayList<>();
    data.panels()
        .forEach(
            (title, part) ->
                panels.add(
                    Chart.panel(
                        title,
                        spec(data, part, predicted, predictions.getOrDefault(title, List.of())))));
    return List.of(
        PageModel.Figure.of(
                "Measured and predicted",
                "Points: the measured ratio of traces, with two standard errors to each side. Line:"
                    + " what the proposition predicts. "
                    + verdicts(MeasurementRows.metric(rows, "verdict").toList()),
                data.note(),
                panels)
            .withLegend(data.legend()));
  }

  private static ObjectNode spec(
      PlotData data, List<CSVRecord> part, PlotData predicted, List<CSVRecord> predictions) {
    ObjectNode spec = Chart.spec(data.values(part)).put("height", 220);
    Range range = data.range(part).and(predicted.range(predictions));
    spec.withObject("/encoding").set("x", SAMPLES.encoding("x", data.rangeOfX()));
    ObjectNode line = Chart.layer(spec, "line");
    line.putObject("data").set("values", predicted.values(predictions));
    line.withObject("/mark").put("color", "currentColor").put("strokeWidth", 1.5);
    line.withObject("/encoding").set("y", RATIO.encoding("y", range));
    Chart.errorBars(spec, "y", RATIO.encoding("low", range));
    ObjectNode points = Chart.points(spec, data.tooltip());
    points.withObject("/encoding").set("y", RATIO.encoding("y", range));
    spec.withArray("/layer")
        .forEach(
            layer -> {
              if (!layer.at("/mark/type").asText().equals("line")) {
                ((ObjectNode) layer.get("encoding")).set("color", data.color());
              }
            });
    return spec;
  }

  private static String verdicts(List<CSVRecord> rows) {
    Map<String, List<CSVRecord>> failed = new LinkedHashMap<>();
    long held = 0;
    for (CSVRecord row : rows) {
      if (MeasurementRows.number(row, "value") == 1) {
        held++;
      } else {
        failed.computeIfAbsent(row.get("case"), name -> new ArrayList<>()).add(row);
      }
    }
    if (rows.isEmpty()) {
      return "";
    }
    return "Verdicts: %d of %d hold%s."
        .formatted(
            held,
            rows.size(),
            failed.isEmpty() ? "" : "; not so in " + String.join("; ", failed.keySet()));
  }
}
