package io.github.gumbelrao.bench.convergence;

import io.github.gumbelrao.bench.measurement.Count;
import io.github.gumbelrao.bench.measurement.MeasurementRows;
import io.github.gumbelrao.bench.study.Compared;
import io.github.gumbelrao.bench.study.Decimals;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;

/** Steps to the hardest loss that was reached, and how many runs reached it. */
final class ConvergenceFinding {

  private ConvergenceFinding() {}

  static String sentence(List<CSVRecord> rows) {
    Compared steps =
        Compared.of(MeasurementRows.metric(rows, "restricted_mean_iterations").toList());
    Compared reached = Compared.of(MeasurementRows.metric(rows, "runs_reached").toList());
    if (steps.pairs().isEmpty()) {
      return steps.nothing();
    }
    Map<List<String>, List<Compared.Pair>> models =
        reached.pairs().stream().collect(Collectors.groupingBy(pair -> model(pair.row())));
    String diverged = diverged(rows);
    if (models.size() > 1) {
      String ratios = steps.ratios("steps to a validation loss", ConvergenceFinding::degrees);
      if (ratios.isEmpty()) {
        return "Nothing is compared: no ratio of "
            + steps.estimator()
            + "'s steps to those of "
            + steps.reference()
            + " is a number."
            + diverged;
      }
      return steps.estimator()
          + " takes "
          + ratios
          + ", where a run that did not reach it counts as all its steps."
          + diverged;
    }
    Optional<Compared.Pair> hardest =
        reached.pairs().stream()
            .filter(pair -> pair.ours().value() + pair.theirs().value() > 0)
            .min(Comparator.comparingDouble(pair -> MeasurementRows.number(pair.row(), "case")));
    if (hardest.isEmpty()) {
      return "Neither "
          + steps.estimator()
          + " nor "
          + steps.reference()
          + " reached a loss in any run."
          + diverged;
    }
    CSVRecord loss = hardest.get().row();
    String nats = Decimals.rounded(MeasurementRows.number(loss, "case"));
    Optional<Compared.Pair> taken =
        steps.pairs().stream()
            .filter(pair -> pair.row().get("case").equals(loss.get("case")))
            .findFirst();
    if (taken.isEmpty()) {
      return "Nothing is compared: the steps to a validation loss of "
          + nats
          + " nats are not measured."
          + diverged;
    }
    boolean all = all(hardest.get().row()) && all(hardest.get().against());
    return "To a validation loss of %s nats %s takes %s, %s %s.%s%s"
        .formatted(
            nats,
            steps.estimator(),
            steps(taken.get().row(), hardest.get().row()),
            steps.reference(),
            steps(taken.get().against(), hardest.get().against()),
            all ? "" : " A run that did not reach it counts as all " + loss.get("step") + " steps.",
            diverged);
  }

  /** The error is from the spread over the runs of each. */
  private static double degrees(Compared.Pair pair) {
    return Math.min(
            MeasurementRows.number(pair.row(), "count"),
            MeasurementRows.number(pair.against(), "count"))
        - 1;
  }

  private static List<String> model(CSVRecord row) {
    return List.of(row.get("dataset"), row.get("arity"), row.get("temperature"));
  }

  private static boolean all(CSVRecord reached) {
    return MeasurementRows.number(reached, "value") == MeasurementRows.number(reached, "count");
  }

  private static String steps(CSVRecord steps, CSVRecord reached) {
    double runs = MeasurementRows.number(reached, "count");
    return "%s steps (reached in %d of %s)"
        .formatted(
            Decimals.plusMinus(MeasurementRows.estimate(steps), runs - 1),
            Math.round(MeasurementRows.number(reached, "value")),
            Count.words(Math.round(runs), "run"));
  }

  private static String diverged(List<CSVRecord> rows) {
    long runs =
        MeasurementRows.metric(rows, "valid_loss")
            .filter(row -> Double.isNaN(MeasurementRows.number(row, "value")))
            .count();
    return runs == 0 ? "" : " Runs that diverged: " + runs + ".";
  }
}
