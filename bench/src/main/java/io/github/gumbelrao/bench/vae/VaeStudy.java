package io.github.gumbelrao.bench.vae;

import io.github.gumbelrao.bench.measurement.Metric;
import io.github.gumbelrao.bench.measurement.page.PageModel;
import io.github.gumbelrao.bench.measurement.page.Pages;
import io.github.gumbelrao.bench.measurement.page.PaperComparison;
import io.github.gumbelrao.bench.measurement.run.RunJson;
import io.github.gumbelrao.bench.study.Study;
import io.github.gumbelrao.bench.sweep.SweepFigures;
import io.github.gumbelrao.bench.sweep.SweepPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVRecord;

/** One training of the discrete VAE and its bounds: tables 2 and 3. */
public final class VaeStudy implements Study {

  @Override
  public String name() {
    return VaeRun.NAME;
  }

  @Override
  public String summary() {
    return "one training run of the discrete VAE and its bound (tables 2 and 3)";
  }

  @Override
  public List<Metric> metrics() {
    List<Metric> metrics =
        new ArrayList<>(
            SweepPage.counts().stream()
                .map(count -> Metric.notCompared(count, "trials", "a count of trials"))
                .toList());
    metrics.addAll(
        List.of(
            Metric.lower("train_loss", "nats", 0.02),
            Metric.lower("valid_loss", "nats", 0.02),
            Metric.lower("test_loss", "nats", 0.02),
            Metric.lower("valid_bound", "nats", 0.01),
            Metric.lower("test_bound", "nats", 0.01),
            Metric.lower("iterations_to_threshold", "iterations", Metric.USUAL_CHANGE)
                .orUndefined(),
            Metric.neither("kl", "nats", Metric.USUAL_CHANGE),
            Metric.neither("test_kl", "nats", Metric.USUAL_CHANGE),
            Metric.neither("reconstruction", "nats", Metric.USUAL_CHANGE),
            Metric.neither("test_reconstruction", "nats", Metric.USUAL_CHANGE),
            Metric.notCompared("valid_bound_images_error", "nats", "an error, no result"),
            Metric.notCompared("test_bound_images_error", "nats", "an error, no result"),
            Metric.notCompared("temperature", "", "a setting")));
    return metrics;
  }

  @Override
  public String finding(List<CSVRecord> rows) {
    return VaeFinding.sentence(rows);
  }

  @Override
  public List<PageModel.Figure> figures(List<CSVRecord> rows) {
    return SweepPage.isSweep(rows)
        ? SweepFigures.of(rows, VaeSweep.OBJECTIVE)
        : VaeFigures.of(rows);
  }

  @Override
  public List<PageModel.Section> tables(List<CSVRecord> rows) {
    return SweepPage.tables(rows, VaeSweep.OBJECTIVE);
  }

  @Override
  public Optional<PaperComparison> paperComparison(RunJson record, List<CSVRecord> rows) {
    return PaperBounds.compare(record, rows);
  }

  @Override
  public Object command(Pages pages) {
    return new VaeCommand(this, pages);
  }
}
