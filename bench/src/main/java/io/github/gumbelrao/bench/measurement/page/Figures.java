package io.github.gumbelrao.bench.measurement.page;

import io.github.gumbelrao.bench.bias.BiasFigures;
import io.github.gumbelrao.bench.convergence.ConvergenceFigures;
import io.github.gumbelrao.bench.jacobians.JacobianFigures;
import io.github.gumbelrao.bench.listops.ListOpsFigures;
import io.github.gumbelrao.bench.propositions.PropositionFigures;
import io.github.gumbelrao.bench.simplex.SimplexFigures;
import io.github.gumbelrao.bench.speed.SpeedFigures;
import io.github.gumbelrao.bench.vae.VaeFigures;
import io.github.gumbelrao.bench.variance.VarianceFigures;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVRecord;

/** The figures of one study. A study brings its own: one class, and one row in {@link #ALL}. */
public interface Figures {

  /** By the name of the study; a study that is not here has a page of its head and its table. */
  Map<String, Figures> ALL =
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
  List<PageModel.Figure> of(List<CSVRecord> rows);
}
