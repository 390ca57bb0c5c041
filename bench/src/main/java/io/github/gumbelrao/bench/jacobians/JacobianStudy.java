package io.github.gumbelrao.bench.jacobians;

import io.github.gumbelrao.bench.measurement.Metric;
import io.github.gumbelrao.bench.measurement.page.PageModel;
import io.github.gumbelrao.bench.measurement.page.Pages;
import io.github.gumbelrao.bench.study.Study;
import java.util.List;
import org.apache.commons.csv.CSVRecord;

/** Conditional Jacobians against reference values: equation 7. */
public final class JacobianStudy implements Study {

  @Override
  public String name() {
    return JacobianRun.NAME;
  }

  @Override
  public String summary() {
    return "conditional Jacobians against reference values in a file (eq. 7)";
  }

  @Override
  public List<Metric> metrics() {
    return List.of(
        Metric.notCompared("jacobian_distance", "", "judged by its own study"),
        Metric.notCompared("jacobian_error", "", "judged by its own study"));
  }

  @Override
  public String finding(List<CSVRecord> rows) {
    return JacobianFinding.sentence(rows);
  }

  @Override
  public List<PageModel.Figure> figures(List<CSVRecord> rows) {
    return JacobianFigures.of(rows);
  }

  @Override
  public boolean hasPresets() {
    return false;
  }

  @Override
  public Object command(Pages pages) {
    return new JacobiansCommand(this, pages);
  }
}
