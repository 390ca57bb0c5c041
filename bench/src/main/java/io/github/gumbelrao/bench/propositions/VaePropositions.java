package io.github.gumbelrao.bench.propositions;

import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.bench.measurement.statistics.Ratio;
import io.github.gumbelrao.bench.study.EstimatorNames;
import io.github.gumbelrao.bench.study.Progress;
import io.github.gumbelrao.bench.training.MeasuredTraining;
import io.github.gumbelrao.bench.training.TrajectoryPlan;
import io.github.gumbelrao.bench.training.TrajectoryPlan.Cell;
import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.vae.data.DataSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import org.tensorflow.proto.ConfigProto;

/**
 * Propositions 1 to 3 on the gradient of a VAE's inference network.
 *
 * <p>All estimators have one mean, so their mean squared errors differ by what their variances do.
 * The parts of eq. 13 are measured: {@code var[GR]} by {@code gr}, exact for two categories, and
 * all of {@code var[ST-GS]} by {@code st-gs}, both for one image; what lies between follows.
 */
final class VaePropositions {

  private static final String UNIT = "nats^2";

  /** What the seeds are derived from. */
  private static final String SEEDS = PropositionRun.NAME + "/vae";

  /** Images of a training step. */
  private static final int TRAINING_BATCH = 20;

  private final PropositionPlan plan;
  private final DataSet data;
  private final Function<String, Estimator> estimators;
  private final ConfigProto session;

  VaePropositions(
      PropositionPlan plan,
      DataSet data,
      Function<String, Estimator> estimators,
      ConfigProto session) {
    this.plan = plan;
    this.data = data;
    this.estimators = estimators;
    this.session = session;
  }

  /** Where something is measured. */
  private record Place(int arity, double temperature) {}

  private TrajectoryPlan measured() {
    PropositionPlan.Vae vae = plan.vae();
    return new TrajectoryPlan(
        vae.arities(),
        plan.estimators(),
        plan.temperatures(),
        vae.size(),
        TrajectoryPlan.Trajectory.ofPaper(List.of(vae.steps())),
        new TrajectoryPlan.Sampling(TRAINING_BATCH, vae.minibatches(), vae.passes()),
        plan.seed());
  }

  /** Measures and returns what the propositions say of it. */
  List<Claim> claims(Progress progress) {
    List<Claim> claims = new ArrayList<>();
    for (int arity : plan.vae().arities()) {
      // One run makes all passes of a minibatch: the draws depend on it.
      try (MeasuredTraining training =
          MeasuredTraining.start(
              SEEDS, measured(), arity, data, session, estimators, Long.MAX_VALUE)) {
        training.trainTo(plan.vae().steps(), (units, stage) -> {});
        progress.advance(PropositionRun.TRAINING_WEIGHT, "VAE, arity " + arity + ", trained");
        for (double temperature : plan.temperatures()) {
          claims(training, new Place(arity, temperature), progress, claims);
        }
      }
    }
    return claims;
  }

  private void claims(
      MeasuredTraining training, Place place, Progress progress, List<Claim> claims) {
    Map<String, double[]> single = new LinkedHashMap<>();
    List<Claim> batched = new ArrayList<>();
    for (int batch : plan.batches()) {
      Map<String, double[]> own = batch == 1 ? single : new LinkedHashMap<>();
      for (String name : plan.estimators()) {
        Cell cell = new Cell(name, OptionalDouble.of(place.temperature));
        own.put(name, training.withins(cell, batch));
        progress.advance(
            PropositionRun.weight(name),
            "VAE, arity " + place.arity + ", " + name + " at " + place.temperature);
      }
      if (batch > 1) {
        own.keySet().forEach(name -> batched.add(spread(name, place, batch, own, single)));
      }
    }
    single.forEach(
        (name, traces) -> {
          if (!name.equals(EstimatorNames.REFERENCE)) {
            claims.add(reduction(name, place, traces, single));
          }
        });
    claims.addAll(batched);
  }

  /** The right hand side of eq. 13 by its parts, measured at the same minibatches. */
  private static double[] formula(String name, Map<String, double[]> single) {
    double share = PropositionPlan.share(name);
    double[] conditional = single.get(PropositionPlan.CONDITIONAL);
    double[] whole = single.get(EstimatorNames.REFERENCE);
    double[] formula = new double[whole.length];
    Arrays.setAll(formula, i -> (1 - share) * conditional[i] + share * whole[i]);
    return formula;
  }

  /** Propositions 1 and 2, on the same minibatches. */
  private Claim reduction(String name, Place place, double[] traces, Map<String, double[]> single) {
    boolean first = name.equals(PropositionPlan.CONDITIONAL);
    double[] whole = single.get(EstimatorNames.REFERENCE);
    double[] formula = formula(name, single);
    List<Claim.Quantity> numbers = new ArrayList<>();
    numbers.add(number(PropositionRun.TRACE, Estimate.mean(traces), UNIT));
    Measurement.Context context = context(name, place, 1);
    Case title = title(first ? 1 : 2);
    if (!PropositionRun.positive(traces, whole, formula)) {
      return Claim.notJudged(context, title, numbers);
    }
    Ratio ratio = Ratio.paired(Ratio.Of.MEAN, traces, whole);
    numbers.add(number(PropositionRun.TRACE_RATIO, ratio.estimate(), ""));
    List<Double> tests = new ArrayList<>(List.of(ratio.pValueAbove(1)));
    if (!first) {
      Ratio predicted = Ratio.paired(Ratio.Of.MEAN, formula, whole);
      numbers.add(number(PropositionRun.PREDICTED, predicted.estimate(), ""));
      tests.add(Ratio.paired(Ratio.Of.MEAN, traces, formula).pValue(1));
    }
    return new Claim(context, title, numbers, tests);
  }

  /**
   * Proposition 3: the part of K on the same minibatches, that of B against others of one image.
   */
  private Claim spread(
      String name,
      Place place,
      int batch,
      Map<String, double[]> own,
      Map<String, double[]> single) {
    double[] traces = own.get(name);
    double[] same = formula(name, own);
    double[] whole = single.get(EstimatorNames.REFERENCE);
    double[] formula = Arrays.stream(formula(name, single)).map(x -> x / batch).toArray();
    List<Claim.Quantity> numbers = new ArrayList<>();
    numbers.add(number(PropositionRun.TRACE, Estimate.mean(traces), UNIT));
    Measurement.Context context = context(name, place, batch);
    Case title = title(3);
    if (!PropositionRun.positive(traces, whole, formula, same)) {
      return Claim.notJudged(context, title, numbers);
    }
    numbers.add(
        number(
            PropositionRun.TRACE_RATIO,
            Ratio.unpaired(Ratio.Of.MEAN, traces, whole).estimate(),
            ""));
    numbers.add(
        number(
            PropositionRun.PREDICTED, Ratio.paired(Ratio.Of.MEAN, formula, whole).estimate(), ""));
    List<Double> tests = new ArrayList<>();
    tests.add(Ratio.unpaired(Ratio.Of.MEAN, traces, formula).pValue(1));
    if (name.startsWith(PropositionPlan.MONTE_CARLO)) {
      tests.add(Ratio.paired(Ratio.Of.MEAN, traces, same).pValue(1));
    }
    return new Claim(context, title, numbers, tests);
  }

  private Claim.Quantity number(String metric, Estimate estimate, String unit) {
    return new Claim.Quantity(metric, estimate, plan.vae().minibatches(), unit);
  }

  private static Case title(int proposition) {
    return Case.of(Case.Kind.PROBLEM, "vae").and(Case.Kind.PROPOSITION, proposition);
  }

  private Measurement.Context context(String name, Place place, int batch) {
    return new Measurement.Context(
        PropositionRun.NAME,
        data.name(),
        name,
        OptionalDouble.of(place.temperature),
        estimators.apply(name).samples(),
        place.arity,
        plan.vae().size().settings(place.arity).variables(),
        OptionalInt.of(batch),
        plan.seed(),
        OptionalInt.of(plan.vae().steps()));
  }
}
