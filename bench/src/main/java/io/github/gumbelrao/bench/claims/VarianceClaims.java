package io.github.gumbelrao.bench.claims;

import io.github.gumbelrao.bench.measurement.MeasurementRows;
import io.github.gumbelrao.bench.measurement.run.FinishedRun;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.bench.study.Compared;
import io.github.gumbelrao.bench.study.EstimatorNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;

/** Claims on the variance of the inference network's gradient, from {@code variance, bias}. */
final class VarianceClaims {

  /** What still counts as the variance of the limit. */
  static final double SATURATED = 1.05;

  private static final String HUNDRED = "gr-mc100";

  private VarianceClaims() {}

  /** Every ratio of the variance of a kind of Gumbel-Rao to that of st-gs. */
  static Answer lower(List<FinishedRun> runs) {
    List<Effect> effects = new ArrayList<>();
    Runs.of(runs, "variance")
        .forEach(
            run ->
                Runs.rows(run, "variance_ratio").stream()
                    .filter(Runs::averages)
                    .forEach(row -> effects.add(effect(run, row, MeasurementRows.estimate(row)))));
    Runs.of(runs, "bias")
        .forEach(
            run ->
                names(run)
                    .forEach(
                        name ->
                            Compared.of(
                                    Runs.rows(run, "variance_within"),
                                    name,
                                    EstimatorNames.REFERENCE)
                                .all()
                                .forEach(
                                    pair -> effects.add(effect(run, pair.row(), pair.ratio())))));
    Set<String> compared =
        effects.stream().flatMap(each -> each.runs().stream()).collect(Collectors.toSet());
    long last =
        Runs.of(runs, "variance", "bias")
            .filter(run -> compared.contains(Runs.name(run)))
            .mapToLong(run -> Math.round(MeasurementRows.lastStep(run.rows())))
            .max()
            .orElse(0);
    return Answer.below(
        "variance over that of st-gs, in trainings of up to " + last + " steps:",
        effects,
        1,
        "no published run measures the variance of Gumbel-Rao and of st-gs");
  }

  private static List<String> names(FinishedRun run) {
    return run.rows().stream()
        .filter(Runs::averages)
        .map(row -> row.get("estimator"))
        .distinct()
        .toList();
  }

  private static Effect effect(FinishedRun run, CSVRecord row, Estimate ratio) {
    return effect(
        run, Runs.where(row, "estimator", "dataset", "arity", "temperature", "step"), ratio);
  }

  /** Errors are from the spread over minibatches; not judged if a record does not count them. */
  private static Effect effect(FinishedRun run, String where, Estimate ratio) {
    String minibatches = run.setting("minibatches");
    double degrees = minibatches.isEmpty() ? Double.NaN : Double.parseDouble(minibatches) - 1;
    return new Effect(List.of(Runs.name(run)), where, ratio, degrees);
  }

  /** The ratio at the lowest temperature over the ratio at the highest. */
  static Answer lowTemperatures(List<FinishedRun> runs) {
    List<Effect> effects = new ArrayList<>();
    Runs.of(runs, "variance", "bias")
        .forEach(
            run -> {
              List<CSVRecord> variances = Runs.rows(run, "variance_within");
              Runs.gumbelRao(variances).stream()
                  .flatMap(
                      ours ->
                          Compared.of(variances, ours, EstimatorNames.REFERENCE).pairs().stream())
                  .collect(
                      Collectors.groupingBy(
                          pair -> Runs.where(pair.row(), "dataset", "arity", "step")))
                  .forEach((where, pairs) -> lowOverHigh(run, where, pairs, effects));
            });
    return Answer.below(
        "what is left of the variance at the lowest temperature, over what is left at the highest,",
        effects,
        1,
        "no published run measures variances at two temperatures");
  }

  private static void lowOverHigh(
      FinishedRun run, String where, List<Compared.Pair> pairs, List<Effect> effects) {
    Comparator<Compared.Pair> byTemperature =
        Comparator.comparingDouble(pair -> MeasurementRows.number(pair.row(), "temperature"));
    Compared.Pair low = pairs.stream().min(byTemperature).orElseThrow();
    Compared.Pair high = pairs.stream().max(byTemperature).orElseThrow();
    if (byTemperature.compare(low, high) < 0) {
      effects.add(
          effect(
              run,
              "%s, temperatures %s and %s, %s"
                  .formatted(
                      low.row().get("estimator"),
                      low.row().get("temperature"),
                      high.row().get("temperature"),
                      where),
              low.ratio().over(high.ratio())));
    }
  }

  /** The variance with a hundred samples over that with none left to average. */
  static Answer saturation(List<FinishedRun> runs) {
    List<Effect> effects = new ArrayList<>();
    Runs.of(runs, "variance", "bias")
        .forEach(
            run -> {
              List<CSVRecord> paired =
                  Runs.rows(run, "variance_ratio_to_gr").stream()
                      .filter(row -> row.get("estimator").equals(HUNDRED))
                      .toList();
              paired.forEach(row -> effects.add(effect(run, row, MeasurementRows.estimate(row))));
              if (paired.isEmpty()) {
                List<CSVRecord> toStGs = Runs.rows(run, "variance_ratio");
                Compared.of(
                        toStGs.isEmpty() ? Runs.rows(run, "variance_within") : toStGs,
                        HUNDRED,
                        Runs.EXACT)
                    .all()
                    .forEach(pair -> effects.add(effect(run, pair.row(), pair.ratio())));
              }
            });
    return Answer.below(
        "variance over that of gr",
        effects,
        SATURATED,
        "no published run of variance or bias has both gr-mc100 and gr");
  }
}
