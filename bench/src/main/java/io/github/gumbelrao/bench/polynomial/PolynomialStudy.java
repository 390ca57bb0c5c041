package io.github.gumbelrao.bench.polynomial;

import io.github.gumbelrao.bench.measurement.MeasurementRows;
import io.github.gumbelrao.bench.measurement.Metric;
import io.github.gumbelrao.bench.measurement.page.Axis;
import io.github.gumbelrao.bench.measurement.page.EstimateCharts;
import io.github.gumbelrao.bench.measurement.page.PageModel;
import io.github.gumbelrao.bench.measurement.page.Pages;
import io.github.gumbelrao.bench.measurement.page.PaperComparison;
import io.github.gumbelrao.bench.measurement.run.RunJson;
import io.github.gumbelrao.bench.study.EstimatorColors;
import io.github.gumbelrao.bench.study.Study;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVRecord;

/** The polynomial program of ReinMax and of Hooper and Shekhovtsov, minimized. */
public final class PolynomialStudy implements Study {

  /** Name of the study and of its folder. */
  static final String NAME = "polynomial";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String summary() {
    return "final loss of the polynomial program (ReinMax, sec. 5.1)";
  }

  @Override
  public List<Metric> metrics() {
    return List.of(Metric.lower("expected_loss", "", 0.05), Metric.neither("least_loss", "", 1e-5));
  }

  @Override
  public String finding(List<CSVRecord> rows) {
    return PolynomialFinding.sentence(rows);
  }

  @Override
  public List<PageModel.Figure> figures(List<CSVRecord> rows) {
    return EstimateCharts.lines(
            "Expected loss",
            "Of the program at the logits after so many steps, exactly; mean over seeds, on a"
                + " logarithmic axis. Lower is better. Bars: two standard errors.",
            MeasurementRows.metric(rows, "expected_loss").toList(),
            Axis.linear("step", "training step"),
            Axis.logarithmic("value", "expected loss"),
            EstimatorColors.PALETTE)
        .stream()
        .toList();
  }

  @Override
  public Optional<PaperComparison> paperComparison(RunJson record, List<CSVRecord> rows) {
    return PublishedLosses.compare(record, rows);
  }

  @Override
  public Object command(Pages pages) {
    return new PolynomialCommand(this, pages);
  }
}
