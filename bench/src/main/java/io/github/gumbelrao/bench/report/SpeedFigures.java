package io.github.gumbelrao.bench.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;

/** Times as ratios to st-gs. */
final class SpeedFigures implements StudyFigures {

  @Override
  public List<ReportModel.Figure> of(List<CSVRecord> rows) {
    return Stream.of(
            figure(rows, "time_ratio", "Time, shortest run"),
            figure(rows, "time_median_ratio", "Time, median run"))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<ReportModel.Figure> figure(
      List<CSVRecord> rows, String metric, String title) {
    return EstimateCharts.bars(
        title,
        "Time as a ratio to that of st-gs at the same shape, the dashed line, on a logarithmic axis."
            + " Less is faster. Times compare within one run only.",
        MeasurementRows.metric(rows, metric).toList(),
        Axis.logarithmic("value", "time, as a ratio to st-gs").withReference(1));
  }
}
