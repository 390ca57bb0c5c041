package io.github.gumbelrao.bench.jacobians;

import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.bench.study.EstimatorNames;
import io.github.gumbelrao.bench.study.Progress;
import io.github.gumbelrao.bench.study.Sink;
import io.github.gumbelrao.bench.study.StudyRun;
import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.core.estimator.Estimators;
import io.github.gumbelrao.core.estimator.Temperature;
import io.github.gumbelrao.core.internal.Checks;
import io.github.gumbelrao.core.noise.Seeds;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.tensorflow.Graph;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat64;

/**
 * Holds conditional Jacobians, averaged over many draws, to reference values: eq. 7 of Paulus,
 * Maddison and Krause (2021), arXiv:2010.04838.
 */
public final class JacobianRun implements StudyRun {

  /** Name of the study and of its folder. */
  public static final String NAME = "jacobians";

  /** Largest distance of an entry, in standard errors. */
  public static final String METRIC = "jacobian_distance";

  /** Largest difference of an entry, over the reference's largest. */
  public static final String ERROR = "jacobian_error";

  /** Of a row's case: it fails. */
  static final String TOO_FAR = "too far";

  /** Standard errors; a case whose distance is above it is too far. */
  public static final int MAX_DISTANCE = 5;

  /** More than any processor draws and takes logarithms of. */
  private static final double NUMBERS_PER_SECOND = 1e9;

  private static final int MONTE_CARLO_SAMPLES = 100;

  private final List<JacobianCase> cases;
  private final List<String> estimators;
  private final long seed;
  private final ConfigProto session;

  private JacobianRun(
      List<JacobianCase> cases, List<String> estimators, long seed, ConfigProto session) {
    this.cases = cases;
    this.estimators = estimators;
    this.seed = seed;
    this.session = session;
  }

  /**
   * Creates the study.
   *
   * @param cases reference values, at least one
   * @param estimators names of estimators whose value has a derivative; see {@link #checked}
   * @param seed master seed
   * @param session threads and device
   * @return the study
   */
  public static JacobianRun of(
      List<JacobianCase> cases, List<String> estimators, long seed, ConfigProto session) {
    Checks.atLeast("cases.size()", cases.size(), 1);
    for (String name : checked(estimators)) {
      Estimator estimator = Estimators.named(name);
      for (JacobianCase each : cases) {
        estimator.checkCategories(each.arity());
        estimator.checkTemperature(each.temperature());
        Temperature.of(each.temperature()).check(TFloat64.class);
      }
    }
    return new JacobianRun(List.copyOf(cases), List.copyOf(estimators), seed, session);
  }

  /**
   * The estimators that claim to estimate eq. 7: straight-through Gumbel-Softmax and every
   * registered kind of Gumbel-Rao.
   *
   * @return their names
   */
  public static List<String> defaultEstimators() {
    return EstimatorNames.registered(
        pattern -> pattern.equals("st-gs") || pattern.equals("gr") || pattern.startsWith("gr-"),
        MONTE_CARLO_SAMPLES);
  }

  /**
   * Checks names of estimators.
   *
   * @param estimators at least one, none twice
   * @return the same names
   * @throws IllegalArgumentException if one is unknown, or has no Jacobian, or if a name repeats
   */
  public static List<String> checked(List<String> estimators) {
    List<String> names = Checks.distinct("estimators", estimators);
    for (String name : names) {
      if (scored(Estimators.named(name))) {
        throw new IllegalArgumentException(
            "estimator must pass a gradient through its value, got " + name);
      }
    }
    return names;
  }

  private static boolean scored(Estimator estimator) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      var logits = tf.constant(new double[][] {{0, 0}});
      return estimator
          .draw(tf, logits, Temperature.of(1), tf.constant(new long[] {0, 0}))
          .logProbability()
          .isPresent();
    }
  }

  /**
   * Whether a row shows a case that is too far from its reference.
   *
   * @param row of this study
   * @return false also for one that was not measured
   */
  boolean failed(Measurement row) {
    double value = row.estimate().value();
    if (row.metric().equals(METRIC)) {
      return value > MAX_DISTANCE;
    }
    int number = (int) row.which().number().orElseThrow();
    JacobianCase which =
        cases.stream().filter(each -> each.number() == number).findFirst().orElseThrow();
    return tooLarge(which, Estimators.named(row.context().estimator()), value);
  }

  private static boolean tooLarge(JacobianCase which, Estimator estimator, double error) {
    return JacobianSampler.exact(estimator, which) && JacobianError.tooLarge(which, error);
  }

  /** Seconds that it takes at least, if drawing the noise were all. */
  double leastSeconds() {
    double numbers = 0;
    for (String name : estimators) {
      int samples = Estimators.named(name).samples().orElse(1);
      for (JacobianCase each : cases) {
        numbers += RuleSampler.leastNumbers(samples, each.arity());
      }
    }
    return numbers / NUMBERS_PER_SECOND;
  }

  @Override
  public long work() {
    return (long) cases.size() * estimators.size();
  }

  @Override
  public void run(Sink sink, Progress progress) throws IOException {
    for (String name : estimators) {
      Estimator estimator = Estimators.named(name);
      Map<List<Object>, JacobianSampler> samplers = new HashMap<>();
      try {
        for (JacobianCase each : cases) {
          JacobianSampler sampler =
              samplers.computeIfAbsent(
                  JacobianSampler.key(estimator, each),
                  key -> JacobianSampler.of(estimator, each, session));
          long noise = Seeds.of(seed, NAME + "/" + name + "/" + each.number());
          write(each, estimator, sampler.sample(each, noise), sink);
          progress.advance(1, name + ", case " + each.number());
        }
      } finally {
        samplers.values().forEach(JacobianSampler::close);
      }
    }
  }

  private void write(
      JacobianCase each, Estimator estimator, JacobianSampler.Sampled sampled, Sink sink)
      throws IOException {
    boolean judged = sampled.moments().count() >= DrawSampler.MIN_DRAWS;
    double distance = judged ? JacobianDistance.of(each, sampled) : Double.NaN;
    double error = judged ? JacobianError.of(each, sampled) : Double.NaN;
    boolean large = tooLarge(each, estimator, error);
    sink.accept(row(each, estimator, sampled, METRIC, distance, distance > MAX_DISTANCE));
    sink.accept(row(each, estimator, sampled, ERROR, error, large));
  }

  private Measurement row(
      JacobianCase each,
      Estimator estimator,
      JacobianSampler.Sampled sampled,
      String metric,
      double value,
      boolean tooFar) {
    Measurement.Context context =
        new Measurement.Context(
            NAME,
            "",
            estimator.name(),
            OptionalDouble.of(each.temperature()),
            estimator.samples(),
            each.arity(),
            1,
            OptionalInt.empty(),
            seed,
            OptionalInt.empty());
    return new Measurement(
        context,
        Case.of(Case.Kind.NUMBERED, each.number()).because(verdict(each, sampled, value, tooFar)),
        metric,
        Estimate.alone(value),
        sampled.moments().count(),
        "");
  }

  private static String verdict(
      JacobianCase each, JacobianSampler.Sampled sampled, double value, boolean tooFar) {
    if (sampled.moments().count() < DrawSampler.MIN_DRAWS) {
      return String.format(
          Locale.ROOT,
          "%d of %d draws had outcome %d; at least %d are needed",
          sampled.moments().count(),
          sampled.draws(),
          each.outcome(),
          DrawSampler.MIN_DRAWS);
    }
    if (Double.isNaN(value)) {
      return "the mean is not a number";
    }
    return tooFar ? TOO_FAR : "ok";
  }
}
