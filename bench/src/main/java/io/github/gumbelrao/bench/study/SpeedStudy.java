package io.github.gumbelrao.bench.study;

import io.github.gumbelrao.bench.results.Measurement;
import io.github.gumbelrao.bench.statistics.Estimate;
import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.core.estimator.Estimators;
import io.github.gumbelrao.vae.model.VaeSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.tensorflow.proto.ConfigProto;

/**
 * Times every estimator against straight-through Gumbel-Softmax.
 *
 * <p>All graphs of one comparison are open at once and take turns, round after round, so that what
 * else the machine does meets all of them alike.
 */
public final class SpeedStudy implements Study {

  /** Name of the study and of its folder. */
  public static final String NAME = "speed";

  private final SpeedPlan plan;
  private final ConfigProto session;

  private SpeedStudy(SpeedPlan plan, ConfigProto session) {
    this.plan = plan;
    this.session = session;
  }

  /**
   * Creates the study.
   *
   * @param plan what to time
   * @param session threads and device
   * @return the study
   */
  public static SpeedStudy of(SpeedPlan plan, ConfigProto session) {
    return new SpeedStudy(plan, session);
  }

  @Override
  public String name() {
    return NAME;
  }

  /** {@inheritDoc} They are one warm-up and the rounds, for every graph. */
  @Override
  public long work() {
    return plan.describe().size() * (1L + plan.rounds());
  }

  @Override
  public void run(Sink sink, Progress progress) throws IOException {
    for (int arity : plan.arities()) {
      for (SpeedSubject subject : SpeedSubject.values()) {
        try (Comparison comparison = new Comparison(arity, subject)) {
          for (Measurement row : comparison.measure(progress)) {
            sink.accept(row);
          }
        }
      }
    }
  }

  /** All estimators at one shape. */
  private final class Comparison implements AutoCloseable {
    private final int arity;
    private final SpeedSubject subject;
    private final List<TimedRun> runs = new ArrayList<>();

    Comparison(int arity, SpeedSubject subject) {
      this.arity = arity;
      this.subject = subject;
    }

    List<Measurement> measure(Progress progress) {
      String stage = subject + ", arity " + arity;
      Map<Estimator, Stopwatch> watches = new LinkedHashMap<>();
      for (String name : plan.estimators()) {
        Estimator estimator = Estimators.named(name);
        TimedRun run = subject.start(estimator, arity, plan, session);
        runs.add(run);
        watches.put(estimator, Stopwatch.warm(run));
        progress.advance(1, stage);
      }
      for (int round = 0; round < plan.rounds(); round++) {
        watches.values().forEach(Stopwatch::round);
        progress.advance(watches.size(), stage);
      }
      Stopwatch reference = watches.values().iterator().next();
      List<Measurement> rows = new ArrayList<>();
      watches.forEach((estimator, watch) -> rows.addAll(rows(estimator, watch, reference)));
      return rows;
    }

    private List<Measurement> rows(Estimator estimator, Stopwatch watch, Stopwatch reference) {
      return List.of(
          row(estimator, watch, "time_ms", watch.best(), "ms"),
          row(estimator, watch, "time_ratio", watch.best() / reference.best(), ""),
          row(estimator, watch, "time_median_ms", watch.median(), "ms"),
          row(estimator, watch, "time_median_ratio", watch.median() / reference.median(), ""));
    }

    private Measurement row(
        Estimator estimator, Stopwatch watch, String metric, double value, String unit) {
      Measurement.Context context =
          new Measurement.Context(
              NAME,
              subject.dataset(),
              estimator.name(),
              estimator.usesTemperature()
                  ? OptionalDouble.of(SpeedPlan.TEMPERATURE)
                  : OptionalDouble.empty(),
              estimator.samples(),
              arity,
              VaeSettings.paper(arity).variables(),
              OptionalInt.of(plan.batchSize()),
              plan.seed(),
              OptionalInt.empty());
      Estimate estimate = Estimate.alone(value);
      return new Measurement(context, subject.toString(), metric, estimate, watch.count(), unit);
    }

    @Override
    public void close() {
      runs.forEach(TimedRun::close);
    }
  }
}
