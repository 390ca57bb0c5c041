package io.github.gumbelrao.bench.claims;

import io.github.gumbelrao.bench.measurement.MeasurementRows;
import io.github.gumbelrao.bench.measurement.run.FinishedRun;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.bench.study.Compared;
import io.github.gumbelrao.bench.study.EstimatorNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;

/** Fewer iterations to a validation loss, from {@code convergence}. */
final class ConvergenceClaims {

  private static final List<String> OTHERS = List.of(EstimatorNames.REFERENCE, "st");

  private ConvergenceClaims() {}

  /**
   * Iterations of the most exact kind over those of st-gs and st, to the hardest loss that these
   * reached. It is confirmed against both only.
   */
  static Answer fewer(List<FinishedRun> runs) {
    List<Effect> effects = new ArrayList<>();
    Set<String> missing = new LinkedHashSet<>(OTHERS);
    Runs.of(runs, "convergence")
        .forEach(
            run -> {
              List<CSVRecord> steps = Runs.rows(run, "restricted_mean_iterations");
              Runs.gumbelRao(steps)
                  .ifPresent(
                      ours -> {
                        for (String other : OTHERS) {
                          List<Effect> found = effects(run, Compared.of(steps, ours, other));
                          effects.addAll(found);
                          if (!found.isEmpty()) {
                            missing.remove(other);
                          }
                        }
                      });
            });
    Answer answer =
        Answer.below(
            "iterations of Gumbel-Rao over those of another",
            effects,
            1,
            "no published run of convergence has Gumbel-Rao and st-gs");
    return answer.verdict() == Verdict.CONFIRMED && !missing.isEmpty()
        ? answer.notDecided("no run compares it with " + String.join(" and ", missing))
        : answer;
  }

  private static List<Effect> effects(FinishedRun run, Compared compared) {
    List<Effect> effects = new ArrayList<>();
    compared.pairs().stream()
        .filter(pair -> allReached(run, pair.against()))
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
              // Where it did not come, its mean is too small.
              boolean reached = allReached(run, hardest.row());
              effects.add(
                  new Effect(
                      List.of(Runs.name(run)),
                      "%s against %s, %s, %s%s"
                          .formatted(
                              compared.estimator(),
                              compared.reference(),
                              where,
                              Runs.where(hardest.row(), "case"),
                              reached
                                  ? ""
                                  : ", which not all of " + compared.estimator() + " reached"),
                      reached ? hardest.ratio() : Estimate.alone(hardest.ratio().value()),
                      MeasurementRows.number(hardest.row(), "count") - 1));
            });
    return effects;
  }

  /** Every run came there, so that the mean is that of all. */
  private static boolean allReached(FinishedRun run, CSVRecord mean) {
    return Runs.rows(run, "runs_not_reached").stream()
        .filter(
            row ->
                List.of("estimator", "case", "dataset", "arity", "temperature").stream()
                    .allMatch(column -> row.get(column).equals(mean.get(column))))
        .anyMatch(row -> MeasurementRows.number(row, "value") == 0);
  }
}
