package io.github.gumbelrao.bench.propositions;

import io.github.gumbelrao.bench.measurement.Metric;
import io.github.gumbelrao.bench.measurement.page.PageModel;
import io.github.gumbelrao.bench.measurement.page.Pages;
import io.github.gumbelrao.bench.study.Study;
import io.github.gumbelrao.core.estimator.Estimators;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;

/** Propositions 1 to 3, on toy problems and on a VAE: section 3. */
public final class PropositionStudy implements Study {

  @Override
  public String name() {
    return PropositionRun.NAME;
  }

  @Override
  public String summary() {
    return "propositions 1 to 3, on toy problems and on a VAE (sec. 3)";
  }

  @Override
  public List<Metric> metrics() {
    return List.of(
        // Numbers of the toy problems have no unit.
        Metric.lower("variance_within", "nats^2", Metric.USUAL_CHANGE),
        Metric.lower("mse", "", Metric.USUAL_CHANGE),
        Metric.lower("mse_ratio", "", Metric.USUAL_CHANGE),
        Metric.lower("trace_ratio", "", Metric.USUAL_CHANGE),
        Metric.neither("predicted_ratio", "", Metric.USUAL_CHANGE),
        Metric.notCompared("p_value", "", "judged by its own study"),
        Metric.notCompared("verdict", "", "judged by its own study"));
  }

  @Override
  public String finding(List<CSVRecord> rows) {
    return PropositionFinding.sentence(rows);
  }

  @Override
  public List<PageModel.Figure> figures(List<CSVRecord> rows) {
    return Stream.concat(PriceFigure.of(rows).stream(), PropositionFigures.of(rows).stream())
        .toList();
  }

  @Override
  public List<PageModel.Section> tables(List<CSVRecord> rows) {
    return PriceOfSamples.tables(rows);
  }

  @Override
  public Object command(Pages pages) {
    return new PropositionsCommand(this, pages, Estimators::named);
  }
}
