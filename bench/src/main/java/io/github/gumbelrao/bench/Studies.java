package io.github.gumbelrao.bench;

import io.github.gumbelrao.bench.bias.BiasStudy;
import io.github.gumbelrao.bench.claims.Claims;
import io.github.gumbelrao.bench.convergence.ConvergenceStudy;
import io.github.gumbelrao.bench.jacobians.JacobianStudy;
import io.github.gumbelrao.bench.listops.ListOpsStudy;
import io.github.gumbelrao.bench.measurement.Metrics;
import io.github.gumbelrao.bench.measurement.page.Pages;
import io.github.gumbelrao.bench.polynomial.PolynomialStudy;
import io.github.gumbelrao.bench.propositions.PropositionStudy;
import io.github.gumbelrao.bench.simplex.SimplexStudy;
import io.github.gumbelrao.bench.speed.SpeedStudy;
import io.github.gumbelrao.bench.study.Study;
import io.github.gumbelrao.bench.vae.VaeStudy;
import io.github.gumbelrao.bench.variance.VarianceStudy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/** The studies: the only place that knows them all. A study is one folder, and one row here. */
public final class Studies {

  /** In the order in which they are listed. */
  public static final List<Study> ALL =
      List.of(
          new VarianceStudy(),
          new BiasStudy(),
          new ConvergenceStudy(),
          new JacobianStudy(),
          new SpeedStudy(),
          new PropositionStudy(),
          new SimplexStudy(),
          new PolynomialStudy(),
          new VaeStudy(),
          new ListOpsStudy());

  /** What their pages show. */
  public static final Pages PAGES =
      new Pages(
          ALL.stream()
              .collect(
                  Collectors.toMap(
                      Study::name, study -> study, (one, other) -> one, LinkedHashMap::new)),
          Claims::spoken);

  /** Their metrics. */
  public static final Metrics METRICS =
      Metrics.of(ALL.stream().collect(Collectors.toMap(Study::name, Study::metrics)));

  private Studies() {}

  /**
   * A study by its name.
   *
   * @param name such as {@code variance}
   * @return the study
   * @throws IllegalArgumentException if there is none
   */
  static Study named(String name) {
    return ALL.stream()
        .filter(study -> study.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there must be a study " + name));
  }
}
