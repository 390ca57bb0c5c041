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
            figure(part(rows, false), "time_ratio", "Time, shortest run"),
            figure(rows, "time_median_ratio", "Time, median run"),
            figure(part(rows, true), "time_ratio", "Time by JMH, mean over its iterations"))
        .flatMap(Optional::stream)
        .toList();
  }

  private static List<CSVRecord> part(List<CSVRecord> rows, boolean jmh) {
    return rows.stream().filter(row -> row.get("case").startsWith("jmh-") == jmh).toList();
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
