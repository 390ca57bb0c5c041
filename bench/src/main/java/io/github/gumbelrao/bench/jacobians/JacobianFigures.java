package io.github.gumbelrao.bench.jacobians;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gumbelrao.bench.measurement.MeasurementRows;
import io.github.gumbelrao.bench.measurement.page.Axis;
import io.github.gumbelrao.bench.measurement.page.Chart;
import io.github.gumbelrao.bench.measurement.page.PageModel;
import io.github.gumbelrao.bench.measurement.page.PlotData;
import io.github.gumbelrao.bench.study.EstimatorColors;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVRecord;

/** How far each case lies from its reference, an estimator a panel. */
public final class JacobianFigures {

  private JacobianFigures() {}

  private static final Axis CASE = Axis.linear("case", "case of the file");

  static List<PageModel.Figure> of(List<CSVRecord> rows) {
    Axis axis =
        Axis.linear("value", "distance, standard errors").withReference(JacobianRun.MAX_DISTANCE);
    PlotData data =
        PlotData.of(
            MeasurementRows.metric(rows, "jacobian_distance").toList(),
            CASE,
            axis,
            EstimatorColors.PALETTE);
    if (data.rows().isEmpty()) {
      return List.of();
    }
    List<PageModel.Panel> panels = new ArrayList<>();
    for (String estimator : data.estimators()) {
      List<CSVRecord> part =
          data.rows().stream().filter(row -> row.get("estimator").equals(estimator)).toList();
      panels.add(Chart.panel(estimator, spec(data, part, axis)));
    }
    return List.of(
        PageModel.Figure.of(
            "Distance from the reference",
            "The largest distance of an entry of the mean Jacobian from its reference value, in"
                + " standard errors, for every case of the file. Above the dashed line it is too"
                + " far.",
            data.note(),
            panels));
  }

  private static ObjectNode spec(PlotData data, List<CSVRecord> part, Axis axis) {
    ObjectNode spec = Chart.spec(data.values(part)).put("height", 160);
    Chart.reference(spec, "y", axis);
    ObjectNode encoding = spec.withObject("/encoding");
    encoding.set("color", data.color());
    encoding.set("x", CASE.encoding("x"));
    ObjectNode points = Chart.points(spec, data.tooltip());
    points.withObject("/mark").put("size", 25);
    points.withObject("/encoding").set("y", axis.encoding("y", data.range()));
    return spec;
  }
}
