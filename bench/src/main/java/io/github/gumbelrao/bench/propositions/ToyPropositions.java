package io.github.gumbelrao.bench.propositions;

import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.bench.measurement.statistics.Ratio;
import io.github.gumbelrao.bench.study.EstimatorNames;
import io.github.gumbelrao.bench.study.Progress;
import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.core.estimator.Estimators;
import io.github.gumbelrao.core.internal.VectorSpread;
import io.github.gumbelrao.core.noise.Seeds;
import io.github.gumbelrao.toyqp.ExactError;
import io.github.gumbelrao.toyqp.QuadraticProgram;
import io.github.gumbelrao.toyqp.ToyGraph;
import io.github.gumbelrao.toyqp.ToyPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import org.tensorflow.proto.ConfigProto;

/** Propositions 1 to 3 on a toy problem, whose variances and bias are known exactly. */
final class ToyPropositions {

  private final PropositionPlan plan;
  private final ToyProblem problem;
  private final Function<String, Estimator> estimators;
  private final ConfigProto session;

  ToyPropositions(
      PropositionPlan plan,
      ToyProblem problem,
      Function<String, Estimator> estimators,
      ConfigProto session) {
    this.plan = plan;
    this.problem = problem;
    this.estimators = estimators;
    this.session = session;
  }

  /** What was drawn by one estimator: one number a run. */
  private static final class Sample {
    private final double[] squaredErrors;
    private final Map<Integer, double[]> traces;
    private final long draws;

    Sample(double[] squaredErrors, Map<Integer, double[]> traces, long draws) {
      this.squaredErrors = squaredErrors;
      this.traces = traces;
      this.draws = draws;
    }
  }

  /** Measures and returns what the propositions say of it. */
  List<Claim> claims(Progress progress) {
    List<Claim> claims = new ArrayList<>();
    for (double temperature : plan.temperatures()) {
      Map<String, Sample> samples = new LinkedHashMap<>();
      for (String name : plan.estimators()) {
        samples.put(name, sample(name, temperature));
        progress.advance(
            PropositionRun.weight(name), problem.name() + ", " + name + " at " + temperature);
      }
      Sample reference = samples.get(EstimatorNames.REFERENCE);
      samples.forEach(
          (name, sample) -> {
            if (!name.equals(EstimatorNames.REFERENCE)) {
              claims.add(error(name, temperature, sample, reference));
            }
          });
      samples.forEach(
          (name, sample) ->
              plan.batches()
                  .forEach(batch -> claims.add(spread(name, temperature, batch, sample))));
    }
    return claims;
  }

  private Sample sample(String name, double temperature) {
    int groups = plan.toy().groups();
    int draws = plan.toy().draws(PropositionPlan.cost(name), plan.largestBatch());
    ToyPoint point = problem.point();
    double[] truth = point.truth();
    double[] errors = new double[groups];
    Map<Integer, double[]> traces = new HashMap<>();
    plan.batches().forEach(batch -> traces.put(batch, new double[groups]));
    long seed = Seeds.of(plan.seed(), problem.name() + "/" + temperature + "/" + name);
    Estimator estimator = estimators.apply(name);
    try (ToyGraph graph =
        ToyGraph.of(QuadraticProgram.paper(), estimator, temperature, draws, 1, session)) {
      for (int group = 0; group < groups; group++) {
        double[] drawn =
            graph.run(point.logits(), List.of(point), new double[1], seed, group).get(1);
        double[][] rows = rows(drawn, truth.length);
        for (double[] row : rows) {
          errors[group] += squaredDistance(row, truth) / draws;
        }
        for (Map.Entry<Integer, double[]> entry : traces.entrySet()) {
          entry.getValue()[group] = trace(rows, entry.getKey());
        }
      }
    }
    return new Sample(errors, traces, (long) groups * draws);
  }

  private static double[][] rows(double[] numbers, int length) {
    double[][] rows = new double[numbers.length / length][];
    Arrays.setAll(rows, i -> Arrays.copyOfRange(numbers, i * length, (i + 1) * length));
    return rows;
  }

  /** Trace of the covariance of means of so many draws in a row. */
  private static double trace(double[][] rows, int batch) {
    VectorSpread spread = new VectorSpread();
    for (int first = 0; first + batch <= rows.length; first += batch) {
      double[] mean = new double[rows[first].length];
      for (int i = first; i < first + batch; i++) {
        for (int j = 0; j < mean.length; j++) {
          mean[j] += rows[i][j] / batch;
        }
      }
      spread.add(mean);
    }
    return spread.variance();
  }

  private static double squaredDistance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return sum;
  }

  /** Propositions 1 and 2: the error is the predicted share of ST-GS's, and not above it. */
  private Claim error(String name, double temperature, Sample sample, Sample reference) {
    int proposition = name.equals(PropositionPlan.CONDITIONAL) ? 1 : 2;
    double predicted =
        meanSquaredError(name, temperature)
            / meanSquaredError(EstimatorNames.REFERENCE, temperature);
    List<Claim.Quantity> numbers = new ArrayList<>();
    numbers.add(new Claim.Quantity("mse", Estimate.mean(sample.squaredErrors), sample.draws, ""));
    Measurement.Context context = context(name, temperature, 1);
    Case title = title(proposition);
    if (!PropositionRun.positive(sample.squaredErrors, reference.squaredErrors)) {
      return Claim.notJudged(context, title, numbers);
    }
    Ratio ratio = Ratio.unpaired(Ratio.Of.MEAN, sample.squaredErrors, reference.squaredErrors);
    numbers.add(new Claim.Quantity("mse_ratio", ratio.estimate(), plan.toy().groups(), ""));
    numbers.add(
        new Claim.Quantity(
            PropositionRun.PREDICTED, Estimate.alone(predicted), plan.toy().groups(), ""));
    return new Claim(
        context, title, numbers, List.of(ratio.pValue(predicted), ratio.pValueAbove(1)));
  }

  /** Proposition 3, also for ST-GS, where K is 1, and GR, where 1 / K is 0. */
  private Claim spread(String name, double temperature, int batch, Sample sample) {
    double[] traces = sample.traces.get(batch);
    double whole = variance(EstimatorNames.REFERENCE, temperature);
    double predicted = variance(name, temperature) / (batch * whole);
    List<Claim.Quantity> numbers = new ArrayList<>();
    numbers.add(
        new Claim.Quantity(PropositionRun.TRACE, Estimate.mean(traces), sample.draws / batch, ""));
    Measurement.Context context = context(name, temperature, batch);
    Case title = title(3);
    if (!PropositionRun.positive(traces)) {
      return Claim.notJudged(context, title, numbers);
    }
    Ratio ratio = Ratio.toKnown(Ratio.Of.MEAN, traces, whole);
    numbers.add(
        new Claim.Quantity(PropositionRun.TRACE_RATIO, ratio.estimate(), plan.toy().groups(), ""));
    numbers.add(
        new Claim.Quantity(
            PropositionRun.PREDICTED, Estimate.alone(predicted), plan.toy().groups(), ""));
    return new Claim(context, title, numbers, List.of(ratio.pValue(predicted)));
  }

  /** Of one draw. */
  private double meanSquaredError(String name, double temperature) {
    return variance(name, temperature) + exact(name, temperature).squaredBias();
  }

  /** Of one draw: the trace of its covariance. */
  private double variance(String name, double temperature) {
    return exact(name, temperature).variance().orElseThrow();
  }

  private ExactError exact(String name, double temperature) {
    return ExactError.of(Estimators.named(name), temperature, problem.point()).orElseThrow();
  }

  private Case title(int proposition) {
    return Case.of(Case.Kind.PROBLEM, problem.name()).and(Case.Kind.PROPOSITION, proposition);
  }

  private Measurement.Context context(String name, double temperature, int batch) {
    return new Measurement.Context(
        PropositionRun.NAME,
        "",
        name,
        OptionalDouble.of(temperature),
        estimators.apply(name).samples(),
        problem.point().logits().length,
        1,
        OptionalInt.of(batch),
        plan.seed(),
        OptionalInt.empty());
  }
}
