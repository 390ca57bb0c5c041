package io.github.gumbelrao.bench.simplex;

import io.github.gumbelrao.bench.measurement.Metric;
import io.github.gumbelrao.bench.measurement.page.PageModel;
import io.github.gumbelrao.bench.measurement.page.Pages;
import io.github.gumbelrao.bench.study.Study;
import java.util.List;
import org.apache.commons.csv.CSVRecord;

/** Variance, bias and minimization on the toy program: figure 1. */
public final class SimplexStudy implements Study {

  /** What is known exactly changes only with the code. */
  private static final double EXACT = 1e-5;

  @Override
  public String name() {
    return SimplexRun.NAME;
  }

  @Override
  public String summary() {
    return "variance, bias and minimization on the toy program (fig. 1)";
  }

  @Override
  public List<Metric> metrics() {
    return List.of(
        Metric.lower("variance_within", "", Metric.USUAL_CHANGE),
        Metric.lower("squared_bias", "", Metric.USUAL_CHANGE),
        Metric.lower("mse", "", Metric.USUAL_CHANGE),
        Metric.lower("distance", "", Metric.USUAL_CHANGE),
        Metric.lower("objective_gap", "", Metric.USUAL_CHANGE),
        Metric.neither("objective", "", EXACT),
        Metric.neither("variance_exact", "", EXACT),
        Metric.neither("squared_bias_exact", "", EXACT));
  }

  @Override
  public String finding(List<CSVRecord> rows) {
    return SimplexFinding.sentence(rows);
  }

  @Override
  public List<PageModel.Figure> figures(List<CSVRecord> rows) {
    return SimplexFigures.of(rows);
  }

  @Override
  public Object command(Pages pages) {
    return new SimplexCommand(this, pages);
  }
}
