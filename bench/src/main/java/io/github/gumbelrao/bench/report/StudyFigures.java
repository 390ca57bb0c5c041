package io.github.gumbelrao.bench.report;

import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVRecord;

/** The figures of one study. A study brings its own: one class, and one row in {@link #ALL}. */
interface StudyFigures {

  /** By the name of the study; a study that is not here has a page of its head and its table. */
  Map<String, StudyFigures> ALL =
      Map.ofEntries(
          Map.entry("bias", new BiasFigures()),
          Map.entry("convergence", new ConvergenceFigures()),
          Map.entry("jacobians", new JacobianFigures()),
          Map.entry("listops", new ListOpsFigures()),
          Map.entry("propositions", new PropositionFigures()),
          Map.entry("simplex", new SimplexFigures()),
          Map.entry("speed", new SpeedFigures()),
          Map.entry("vae", new VaeFigures()),
          Map.entry("variance", new VarianceFigures()));

  /**
   * Draws a run.
   *
   * @param rows every row of its CSV, checked: numbers are numbers
   * @return figures in the order of the page; one without data is left out
   */
  List<ReportModel.Figure> of(List<CSVRecord> rows);
}
