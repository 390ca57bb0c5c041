package io.github.gumbelrao.bench.training;

import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.bench.measurement.statistics.KaplanMeier;
import io.github.gumbelrao.vae.training.CurvePoint;
import io.github.gumbelrao.vae.training.TrainingPlan;
import io.github.gumbelrao.vae.training.TrainingResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * The rows of runs that differ in their seed alone.
 *
 * <p>A run that diverged stays below a threshold that it had reached before, and never reaches
 * another: it counts as not reached in all steps of the plan, as a run that took them would.
 *
 * @param study that reports them
 * @param dataset name of the data
 * @param runs at least one, with equal plans but for the seed
 */
public record ThresholdRows(String study, String dataset, List<Run> runs) {

  private static final String NATS = "nats";

  /**
   * A run at its end.
   *
   * @param plan what was trained
   * @param result how it ended
   */
  public record Run(TrainingPlan plan, TrainingResult result) {

    boolean diverged() {
      return result.end() == TrainingResult.End.DIVERGED;
    }

    /** When a threshold was reached; if it was not, it is known to be later than all steps. */
    KaplanMeier.Time to(double threshold) {
      OptionalInt reached = result.iterationsTo(threshold);
      return new KaplanMeier.Time(reached.orElse(plan.settings().steps()), reached.isPresent());
    }
  }

  /** Copies the list. */
  public ThresholdRows {
    runs = List.copyOf(runs);
  }

  private int steps() {
    return runs.get(0).plan().settings().steps();
  }

  /** The mean curve of the runs, and a row for each that diverged. */
  public List<Measurement> curve() {
    Map<Integer, List<Double>> points = new TreeMap<>();
    for (Run run : runs) {
      for (CurvePoint point : run.result().curve()) {
        points.computeIfAbsent(point.step(), step -> new ArrayList<>()).add(point.valid().loss());
      }
    }
    List<Measurement> rows = new ArrayList<>();
    points.forEach(
        (step, losses) ->
            rows.add(
                row(
                    step,
                    Case.NONE,
                    "valid_loss",
                    Estimate.mean(array(losses)),
                    losses.size(),
                    NATS)));
    rows.addAll(diverged());
    return rows;
  }

  /** A row that is not a number for each run that diverged. */
  public List<Measurement> diverged() {
    return runs.stream().filter(Run::diverged).map(this::diverged).toList();
  }

  private Measurement diverged(Run run) {
    int step = run.result().step();
    Case note =
        Case.of(Case.Kind.SEED, run.plan().settings().seed())
            .noting("diverged at step " + step + ": " + run.result().reason());
    return row(step, note, "valid_loss", new Estimate(Double.NaN, Double.NaN), 0, NATS);
  }

  /** What is reported of a threshold. */
  public List<Measurement> threshold(double threshold) {
    KaplanMeier.Time[] times = times(threshold);
    KaplanMeier curve = KaplanMeier.of(times);
    Estimate reached = reached(times);
    int count = count(times);
    double median = curve.median();
    Case note = at(threshold);
    String none = count > 0 ? "" : "reached by none of " + times.length + " runs";
    String few = Double.isNaN(median) ? "reached by fewer than half of the runs" : "";
    return List.of(
        row(steps(), note.because(none), "iterations_to_threshold", reached, count, "iterations"),
        row(steps(), note, "runs_reached", Estimate.alone(count), times.length, "runs"),
        row(
            steps(),
            note,
            "runs_not_reached",
            Estimate.alone(times.length - count),
            times.length,
            "runs"),
        row(
            steps(),
            note,
            "restricted_mean_iterations",
            curve.restrictedMean(steps()),
            times.length,
            "iterations"),
        row(
            steps(),
            note.because(few),
            "median_iterations",
            Estimate.alone(median),
            times.length,
            "iterations"));
  }

  /** When each run reached a threshold. */
  public KaplanMeier.Time[] times(double threshold) {
    return runs.stream().map(run -> run.to(threshold)).toArray(KaplanMeier.Time[]::new);
  }

  /** The column {@code case} of a threshold's rows; why there is no number may follow. */
  public static Case at(double threshold) {
    return Case.of(Case.Kind.THRESHOLD, threshold);
  }

  /** Mean over the runs that reached a threshold; not a number if none did. */
  private static Estimate reached(KaplanMeier.Time... times) {
    double[] reached =
        List.of(times).stream()
            .filter(KaplanMeier.Time::event)
            .mapToDouble(KaplanMeier.Time::time)
            .toArray();
    return Estimate.mean(reached);
  }

  private static int count(KaplanMeier.Time... times) {
    return (int) List.of(times).stream().filter(KaplanMeier.Time::event).count();
  }

  private static double[] array(List<Double> numbers) {
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** A row of these runs. */
  public Measurement row(
      int step, Case note, String metric, Estimate estimate, long count, String unit) {
    return new Measurement(
        RecordedTraining.context(study, dataset, runs.get(0).plan().settings(), step),
        note,
        metric,
        estimate,
        count,
        unit);
  }
}
