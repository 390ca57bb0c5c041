package io.github.gumbelrao.bench.claims;

import io.github.gumbelrao.bench.measurement.MeasurementRows;
import io.github.gumbelrao.bench.measurement.run.FinishedRun;
import io.github.gumbelrao.bench.study.Compared;
import io.github.gumbelrao.bench.study.EstimatorNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;

/** Fewer iterations to a validation loss, from {@code convergence}. */
final class ConvergenceClaims {

  private static final String STRAIGHT_THROUGH = "st";

  private ConvergenceClaims() {}

  /** Iterations of the most exact kind over those of st-gs and st, to the hardest loss reached. */
  static Answer fewer(List<FinishedRun> runs) {
    List<Effect> effects = new ArrayList<>();
    Runs.of(runs, "convergence")
        .forEach(
            run -> {
              List<CSVRecord> steps = Runs.rows(run, "restricted_mean_iterations");
              Compared.gumbelRao(steps)
                  .ifPresent(
                      ours -> {
                        for (String other : List.of(EstimatorNames.REFERENCE, STRAIGHT_THROUGH)) {
                          add(run, Compared.of(steps, ours, other), effects);
                        }
                      });
            });
    return Answer.below(
        "iterations of Gumbel-Rao over those of another",
        effects,
        1,
        "no published run of convergence has Gumbel-Rao and st-gs");
  }

  private static void add(FinishedRun run, Compared compared, List<Effect> effects) {
    compared.pairs().stream()
        .filter(pair -> bothReached(run, pair))
        .collect(
            Collectors.groupingBy(
                pair -> Runs.where(pair.row(), "dataset", "arity", "temperature")))
        .forEach(
            (where, pairs) -> {
              Compared.Pair hardest =
                  pairs.stream()
                      .min(
                          Comparator.comparingDouble(
                              pair -> MeasurementRows.number(pair.row(), "case")))
                      .orElseThrow();
              effects.add(
                  new Effect(
                      List.of(Runs.name(run)),
                      "%s against %s, %s, %s"
                          .formatted(
                              compared.estimator(),
                              compared.reference(),
                              where,
                              Runs.where(hardest.row(), "case")),
                      hardest.ratio(),
                      MeasurementRows.number(hardest.row(), "count") - 1));
            });
  }

  /** Every run of both came there, so that the means are those of all. */
  private static boolean bothReached(FinishedRun run, Compared.Pair pair) {
    return Runs.rows(run, "runs_not_reached").stream()
        .filter(row -> row.get("case").equals(pair.row().get("case")))
        .filter(
            row ->
                List.of("dataset", "arity", "temperature").stream()
                    .allMatch(column -> row.get(column).equals(pair.row().get(column))))
        .filter(
            row ->
                List.of(pair.row().get("estimator"), pair.against().get("estimator"))
                    .contains(row.get("estimator")))
        .allMatch(row -> MeasurementRows.number(row, "value") == 0);
  }
}
