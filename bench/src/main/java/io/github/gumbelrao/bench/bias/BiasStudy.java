package io.github.gumbelrao.bench.bias;

import io.github.gumbelrao.bench.measurement.Metric;
import io.github.gumbelrao.bench.measurement.Metric.Groups;
import io.github.gumbelrao.bench.measurement.page.PageModel;
import io.github.gumbelrao.bench.measurement.page.Pages;
import io.github.gumbelrao.bench.study.Study;
import java.util.List;
import org.apache.commons.csv.CSVRecord;

/** Squared bias, variance and error of the gradient over temperatures: figure 2b. */
public final class BiasStudy implements Study {

  @Override
  public String name() {
    return BiasRun.NAME;
  }

  @Override
  public String summary() {
    return "squared bias, variance and error over temperatures, on a VAE (fig. 2b)";
  }

  @Override
  public List<Metric> metrics() {
    return List.of(
        Metric.lower("squared_bias", "nats^2", Metric.USUAL_CHANGE)
            .withErrorOver(Groups.MINIBATCHES),
        Metric.lower("variance_within", "nats^2", Metric.USUAL_CHANGE)
            .withErrorOver(Groups.MINIBATCHES),
        Metric.lower("mse", "nats^2", Metric.USUAL_CHANGE).withErrorOver(Groups.MINIBATCHES),
        Metric.neither("gradient_norm", "nats", Metric.USUAL_CHANGE)
            .withErrorOver(Groups.MINIBATCHES),
        Metric.neither("reference_error", "nats", Metric.USUAL_CHANGE)
            .withErrorOver(Groups.MINIBATCHES));
  }

  @Override
  public String finding(List<CSVRecord> rows) {
    return BiasFinding.sentence(rows);
  }

  @Override
  public List<PageModel.Figure> figures(List<CSVRecord> rows) {
    return BiasFigures.of(rows);
  }

  @Override
  public Object command(Pages pages) {
    return new BiasCommand(this, pages);
  }
}
