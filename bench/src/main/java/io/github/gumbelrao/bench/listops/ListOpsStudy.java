package io.github.gumbelrao.bench.listops;

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

/** Unsupervised parsing of ListOps: table 1. */
public final class ListOpsStudy implements Study {

  @Override
  public String name() {
    return ListOpsRun.NAME;
  }

  @Override
  public String summary() {
    return "unsupervised parsing: accuracy and trees by estimator (table 1)";
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
            Metric.higher("test_accuracy", "", 0.05).ofChosenStep(),
            Metric.higher("parse_f1", "", 0.05).ofChosenStep(),
            Metric.higher("tree_exact", "", 0.05).ofChosenStep(),
            Metric.lower("test_loss", "nats", 0.02).ofChosenStep(),
            Metric.higher("valid_accuracy", "", 0.05),
            Metric.lower("valid_loss", "nats", 0.02),
            Metric.lower("train_loss", "nats", 0.02),
            Metric.neither("zero_gradient_share", "", Metric.USUAL_CHANGE),
            Metric.neither("zero_gradient_trees", "", Metric.USUAL_CHANGE),
            Metric.lower("not_finite_share", "", Metric.USUAL_CHANGE),
            Metric.notCompared("test_accuracy_by_length", "", "part of test_accuracy"),
            Metric.notCompared("test_accuracy_by_depth", "", "part of test_accuracy")));
    return metrics;
  }

  @Override
  public String finding(List<CSVRecord> rows) {
    return ListOpsFinding.sentence(rows);
  }

  @Override
  public List<PageModel.Figure> figures(List<CSVRecord> rows) {
    return SweepPage.isSweep(rows)
        ? SweepFigures.of(rows, ListOpsSweep.OBJECTIVE)
        : ListOpsFigures.of(rows);
  }

  @Override
  public List<PageModel.Section> tables(List<CSVRecord> rows) {
    return SweepPage.tables(rows, ListOpsSweep.OBJECTIVE);
  }

  @Override
  public Optional<PaperComparison> paperComparison(RunJson record, List<CSVRecord> rows) {
    return PaperAccuracy.compare(record, rows);
  }

  @Override
  public Object command(Pages pages) {
    return new ListOpsCommand(this, pages);
  }
}
