package io.github.gumbelrao.bench.propositions;

import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.study.Progress;
import io.github.gumbelrao.bench.study.Sink;
import io.github.gumbelrao.bench.study.StudyRun;
import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.core.estimator.Estimators;
import io.github.gumbelrao.vae.data.DataSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.tensorflow.proto.ConfigProto;

/**
 * Holds propositions 1 to 3 of the paper to what the estimators do, on toy problems whose variances
 * are known exactly and on a VAE.
 *
 * <p>Every claim is tested, and Holm's correction over all tests keeps the chance that a program
 * for which the propositions hold is found to fail at {@link #LEVEL}. The tests take the logarithm
 * of a mean of {@code groups} or {@code minibatches} numbers for normal.
 *
 * <p>Source: propositions 1 to 3, eq. 8, 11 and 13, of Paulus, Maddison and Krause (2021),
 * arXiv:2010.04838.
 */
public final class PropositionRun implements StudyRun {

  /** Name of the study and of its folder. */
  public static final String NAME = "propositions";

  /** The metric that is 1 where a claim holds and 0 where it fails. */
  public static final String VERDICT = "verdict";

  /** Chance that any claim is found to fail although all hold. */
  public static final double LEVEL = 1e-4;

  /** The metric of the trace of a covariance. */
  public static final String TRACE = "variance_within";

  /** The metric of such a trace over that of {@code st-gs} for a batch of one. */
  public static final String TRACE_RATIO = "trace_ratio";

  /** The metric of what the propositions say the ratio is. */
  public static final String PREDICTED = "predicted_ratio";

  /** What training costs, in units of a cheap measurement. */
  static final long TRAINING_WEIGHT = 4;

  private final PropositionPlan plan;
  private final DataSet data;
  private final ConfigProto session;
  private final Function<String, Estimator> estimators;

  private PropositionRun(
      PropositionPlan plan,
      DataSet data,
      ConfigProto session,
      Function<String, Estimator> estimators) {
    this.plan = plan;
    this.data = data;
    this.session = session;
    this.estimators = estimators;
  }

  /**
   * Creates the study.
   *
   * @param plan what to measure
   * @param data what the VAE is trained on
   * @param session threads and device
   * @return the study
   */
  public static PropositionRun of(PropositionPlan plan, DataSet data, ConfigProto session) {
    return of(plan, data, session, Estimators::named);
  }

  /**
   * Creates a study of estimators of one's own: the wrong ones must fail.
   *
   * @param plan what to measure
   * @param data what the VAE is trained on
   * @param session threads and device
   * @param estimators what stands in for each registered name
   * @return the study
   */
  public static PropositionRun of(
      PropositionPlan plan,
      DataSet data,
      ConfigProto session,
      Function<String, Estimator> estimators) {
    return new PropositionRun(plan, data, session, estimators);
  }

  /**
   * Whether a row reports a claim that does not hold.
   *
   * @param row of this study
   * @return false also for a claim that was not judged
   */
  public static boolean failed(Measurement row) {
    return row.metric().equals(VERDICT) && row.estimate().value() == 0;
  }

  /** Whether all numbers of some samples are finite and above 0. */
  static boolean positive(double[]... samples) {
    return Arrays.stream(samples)
        .flatMapToDouble(Arrays::stream)
        .allMatch(number -> number > 0 && number < Double.POSITIVE_INFINITY);
  }

  /** Roughly what an estimator's measurement costs. */
  static long weight(String estimator) {
    return 2L + PropositionPlan.cost(estimator) / 50;
  }

  @Override
  public long work() {
    return work(plan);
  }

  /**
   * How many units of work a plan has: measured claims, by their cost.
   *
   * @param plan what to measure
   * @return units of work
   */
  public static long work(PropositionPlan plan) {
    long all = plan.estimators().stream().mapToLong(PropositionRun::weight).sum();
    long cells =
        ToyProblem.all().size() + (long) plan.vae().arities().size() * plan.batches().size();
    return all * plan.temperatures().size() * cells + TRAINING_WEIGHT * plan.vae().arities().size();
  }

  @Override
  public void run(Sink sink, Progress progress) throws IOException {
    List<Claim> claims = new ArrayList<>();
    for (ToyProblem problem : ToyProblem.all()) {
      claims.addAll(new ToyPropositions(plan, problem, estimators, session).claims(progress));
    }
    claims.addAll(new VaePropositions(plan, data, estimators, session).claims(progress));
    sink.acceptAll(Claim.rows(claims, LEVEL));
  }

  /**
   * What a plan measures, one line each, for a dry run.
   *
   * @param plan what would be measured
   * @return lines in the order of the measurements
   */
  public static List<String> describe(PropositionPlan plan) {
    List<String> lines = new ArrayList<>();
    for (ToyProblem problem : ToyProblem.all()) {
      for (double temperature : plan.temperatures()) {
        plan.estimators()
            .forEach(
                name ->
                    lines.add(
                        problem.name()
                            + ", "
                            + name
                            + ", temperature "
                            + temperature
                            + ", batch sizes "
                            + plan.batches()));
      }
    }
    for (int arity : plan.vae().arities()) {
      for (double temperature : plan.temperatures()) {
        for (int batch : plan.batches()) {
          plan.estimators()
              .forEach(
                  name ->
                      lines.add(
                          "vae, arity "
                              + arity
                              + ", "
                              + name
                              + ", temperature "
                              + temperature
                              + ", batch size "
                              + batch));
        }
      }
    }
    return lines;
  }
}
