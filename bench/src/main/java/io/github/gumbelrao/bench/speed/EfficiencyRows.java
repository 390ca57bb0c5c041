package io.github.gumbelrao.bench.speed;

import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.bench.measurement.statistics.KaplanMeier;
import io.github.gumbelrao.bench.study.EstimatorNames;
import io.github.gumbelrao.bench.training.MeasuredTraining;
import io.github.gumbelrao.bench.training.ThresholdRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the time of each estimator buys, in milliseconds and as a ratio to the reference.
 *
 * <p>Averaging n independent draws at one minibatch divides the variance within it by n. So the
 * time to bring it down to that of one draw by the reference is that of a training step times the
 * ratio of the variances: of a fraction of a draw the same fraction of the time. Time and ratio are
 * known independently, and the error of the product is that of the delta method.
 *
 * @param plan what was measured
 * @param measured by estimator, the reference included
 */
record EfficiencyRows(EfficiencyPlan plan, Map<String, Measured> measured) {

  /** Of {@link ThresholdRows#threshold}: what the times follow from. */
  private static final Set<String> REPORTED = Set.of("iterations_to_threshold", "runs_not_reached");

  private static final Estimate SAME = new Estimate(1, 0);

  /**
   * What is known of an estimator.
   *
   * @param time of a training step, milliseconds
   * @param variances within minibatches, the same for all estimators
   * @param trained its runs
   */
  record Measured(Estimate time, List<Double> variances, ThresholdRows trained) {

    /** Copies the list. */
    Measured {
      variances = List.copyOf(variances);
    }

    private double[] array() {
      return variances.stream().mapToDouble(Double::doubleValue).toArray();
    }
  }

  List<Measurement> all() {
    List<Measurement> rows = new ArrayList<>();
    for (String name : measured.keySet()) {
      rows.addAll(variance(name));
      rows.addAll(loss(name));
    }
    return rows;
  }

  private Measured reference() {
    return measured.get(EstimatorNames.REFERENCE);
  }

  private static boolean isReference(String name) {
    return name.equals(EstimatorNames.REFERENCE);
  }

  /** Of any other than the reference. */
  private Estimate timeRatio(String name) {
    return measured.get(name).time().over(reference().time());
  }

  private List<Measurement> variance(String name) {
    Measured one = measured.get(name);
    Estimate ratio = isReference(name) ? SAME : Estimate.ratio(one.array(), reference().array());
    Case note = Case.NONE.because(Double.isFinite(ratio.value()) ? "" : MeasuredTraining.DIVERGED);
    int step = plan.sampling().step();
    int count = one.variances().size();
    return List.of(
        one.trained().row(step, note, "variance_ratio", ratio, count, ""),
        one.trained().row(step, note, "time_to_variance_ms", one.time().times(ratio), count, "ms"),
        one.trained()
            .row(
                step,
                note,
                "time_to_variance_ratio",
                isReference(name) ? ratio : timeRatio(name).times(ratio),
                count,
                ""));
  }

  private List<Measurement> loss(String name) {
    ThresholdRows trained = measured.get(name).trained();
    double threshold = plan.training().threshold();
    List<Measurement> rows = new ArrayList<>(trained.diverged());
    trained.threshold(threshold).stream()
        .filter(row -> REPORTED.contains(row.metric()))
        .forEach(rows::add);
    int runs = trained.runs().size();
    String own = missing(trained);
    Estimate iterations = own.isEmpty() ? Estimate.mean(iterations(trained)) : none();
    rows.add(
        trained.row(
            plan.training().steps(),
            note(own),
            "time_to_loss_ms",
            measured.get(name).time().times(iterations),
            runs,
            "ms"));
    String other = own.isEmpty() ? missing(reference().trained()) : own;
    String why = own.isEmpty() && !other.isEmpty() ? EstimatorNames.REFERENCE + " " + other : own;
    rows.add(
        trained.row(
            plan.training().steps(),
            note(why),
            "time_to_loss_ratio",
            why.isEmpty() ? lossRatio(name) : none(),
            runs,
            ""));
    return rows;
  }

  private Case note(String why) {
    return ThresholdRows.at(plan.training().threshold()).because(why);
  }

  /** Runs of equal seeds begin at equal parameters: they are compared in pairs. */
  private Estimate lossRatio(String name) {
    return isReference(name)
        ? SAME
        : timeRatio(name)
            .times(
                Estimate.ratio(
                    iterations(measured.get(name).trained()), iterations(reference().trained())));
  }

  private double[] iterations(ThresholdRows trained) {
    return Arrays.stream(times(trained)).mapToDouble(KaplanMeier.Time::time).toArray();
  }

  private KaplanMeier.Time[] times(ThresholdRows trained) {
    return trained.times(plan.training().threshold());
  }

  /** Why there is no time to the loss; empty if all runs reached it after their start. */
  private String missing(ThresholdRows trained) {
    KaplanMeier.Time[] times = times(trained);
    long reached = Arrays.stream(times).filter(KaplanMeier.Time::event).count();
    if (reached < times.length) {
      return "reached by %d of %d runs in %d steps"
          .formatted(reached, times.length, plan.training().steps());
    }
    return Arrays.stream(times).allMatch(time -> time.time() == 0)
        ? "reached before the first step"
        : "";
  }

  private static Estimate none() {
    return new Estimate(Double.NaN, Double.NaN);
  }
}
