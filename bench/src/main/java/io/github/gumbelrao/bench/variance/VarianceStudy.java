package io.github.gumbelrao.bench.variance;

import io.github.gumbelrao.bench.measurement.Metric;
import io.github.gumbelrao.bench.measurement.page.PageModel;
import io.github.gumbelrao.bench.measurement.page.Pages;
import io.github.gumbelrao.bench.study.Study;
import java.util.List;
import org.apache.commons.csv.CSVRecord;

/** Variance of the gradient along a training trajectory: figures 2a and 3. */
public final class VarianceStudy implements Study {

  @Override
  public String name() {
    return VarianceRun.NAME;
  }

  @Override
  public String summary() {
    return "variance of the gradient within and between minibatches (fig. 2a, 3)";
  }

  @Override
  public List<Metric> metrics() {
    return List.of(
        Metric.lower("variance_within", "nats^2", Metric.USUAL_CHANGE),
        Metric.neither("variance_between", "nats^2", Metric.USUAL_CHANGE),
        Metric.lower("variance_ratio", "", Metric.USUAL_CHANGE),
        Metric.neither("gradient_norm", "nats", Metric.USUAL_CHANGE),
        Metric.lower("train_loss", "nats", 0.02));
  }

  @Override
  public List<PageModel.Figure> figures(List<CSVRecord> rows) {
    return VarianceFigures.of(rows);
  }

  @Override
  public Object command(Pages pages) {
    return new VarianceCommand(this, pages);
  }
}
