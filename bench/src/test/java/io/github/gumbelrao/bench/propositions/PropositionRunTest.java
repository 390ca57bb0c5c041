package io.github.gumbelrao.bench.propositions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.bench.study.Progress;
import io.github.gumbelrao.bench.training.TinyPlan;
import io.github.gumbelrao.bench.training.TrajectoryPlan;
import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.core.estimator.Estimators;
import io.github.gumbelrao.toyqp.ExactError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The right estimators hold; each wrong one fails where, and only where, it is wrong. */
class PropositionRunTest {

  private static final PropositionPlan PLAN = plan(List.of("gr-mc2", "gr-mc10"), List.of(1, 5));

  private static final AtomicLong REPORTED = new AtomicLong();
  private static List<Measurement> rows;

  private static PropositionPlan plan(List<String> estimators, List<Integer> batches) {
    return new PropositionPlan(
        estimators,
        List.of(0.5),
        batches,
        new PropositionPlan.Toy(20, 1000),
        new PropositionPlan.Vae(List.of(2), new TrajectoryPlan.ModelSize(4, 8), 20, 40, 40),
        1);
  }

  @BeforeAll
  static void run() throws IOException {
    rows = run(PLAN, Estimators::named, (units, stage) -> REPORTED.addAndGet(units));
  }

  private static List<Measurement> run(
      PropositionPlan plan, Function<String, Estimator> estimators, Progress progress)
      throws IOException {
    List<Measurement> rows = new ArrayList<>();
    PropositionRun.of(plan, TinyPlan.DATA, TinyPlan.SESSION, estimators).run(rows::add, progress);
    return rows;
  }

  /** The claims that fail, as estimator and case. */
  private static List<String> failures(Function<String, Estimator> estimators) throws IOException {
    return run(PLAN, estimators, (units, stage) -> {}).stream()
        .filter(PropositionRun::failed)
        .map(row -> row.context().estimator() + ": " + row.note())
        .distinct()
        .toList();
  }

  private static List<Measurement> of(String metric) {
    return rows.stream().filter(row -> row.metric().equals(metric)).toList();
  }

  @Test
  void thePropositionsHold() {
    // Of each toy: gr, two of gr-mcK; 4 estimators at 2 sizes. Of the VAE: 3, and 4 at size 5.
    assertThat(of("verdict")).hasSize(2 * (3 + 8) + 3 + 4);
    assertThat(of("verdict")).allMatch(row -> row.estimate().value() == 1);
    assertThat(rows).noneMatch(PropositionRun::failed);
    // Propositions 1 and 2 on the toys: the ratio is the predicted one, and not above 1.
    assertThat(of("p_value"))
        .filteredOn(row -> row.note().matches("toy.*, proposition [12]"))
        .allMatch(row -> row.count() == 2);
    assertThat(of("p_value")).allMatch(row -> row.estimate().value() > PropositionRun.LEVEL);
    assertThat(rows.stream().map(Measurement::note).distinct())
        .containsExactly(
            "toy, proposition 1",
            "toy, proposition 2",
            "toy, proposition 3",
            "toy with A = Q, proposition 1",
            "toy with A = Q, proposition 2",
            "toy with A = Q, proposition 3",
            "vae, proposition 1",
            "vae, proposition 2",
            "vae, proposition 3");
  }

  /** The draws alone would not notice a bias that is left out: it is small at this temperature. */
  @Test
  void thePredictedErrorIsVarianceAndSquaredBias() {
    for (ToyProblem problem : ToyProblem.all()) {
      ExactError exact = exact(problem, "gr");
      ExactError reference = exact(problem, "st-gs");
      double ratio =
          (exact.variance().orElseThrow() + exact.squaredBias())
              / (reference.variance().orElseThrow() + reference.squaredBias());
      double ofVariances = exact.variance().orElseThrow() / reference.variance().orElseThrow();
      assertThat(of(PropositionRun.PREDICTED))
          .filteredOn(row -> row.note().equals(problem.name() + ", proposition 1"))
          .singleElement()
          .satisfies(
              row -> {
                assertThat(row.estimate().value()).isCloseTo(ratio, within(1e-9));
                assertThat(row.estimate().value()).isNotCloseTo(ofVariances, within(1e-3));
              });
    }
  }

  private static ExactError exact(ToyProblem problem, String name) {
    return ExactError.of(Estimators.named(name), 0.5, problem.point()).orElseThrow();
  }

  @Test
  void reportsAllItsWork() {
    assertThat(REPORTED).hasValue(PropositionRun.of(PLAN, TinyPlan.DATA, TinyPlan.SESSION).work());
  }

  /** Negative control: K does nothing. */
  @Test
  void samplesThatAreNotDrawnAreFound() throws IOException {
    assertThat(failures(WrongEstimators.swapped("gr-mc10", "gr-mc1")))
        .contains(
            "gr-mc10: toy, proposition 2",
            "gr-mc10: toy, proposition 3",
            "gr-mc10: toy with A = Q, proposition 2",
            "gr-mc10: vae, proposition 2",
            "gr-mc10: vae, proposition 3")
        .noneMatch(failure -> failure.startsWith("gr-mc2:"));
  }

  /** Negative control: sixteen times the variance is above that of st-gs, on the VAE too. */
  @Test
  @Tag("slow")
  void aLargerErrorIsFound() throws IOException {
    assertThat(failures(WrongEstimators.scaled("gr", 4)))
        .contains("gr: toy, proposition 1", "gr: toy, proposition 3", "gr: vae, proposition 1")
        .noneMatch(failure -> failure.startsWith("gr-mc10: toy"));
  }

  /** Negative control: a smaller variance than there can be, by a bias of its own. */
  @Test
  void aVarianceThatIsTooSmallIsFound() throws IOException {
    assertThat(failures(WrongEstimators.scaled("gr-mc2", 0.7)))
        .contains("gr-mc2: toy, proposition 3", "gr-mc2: vae, proposition 2")
        .noneMatch(failure -> failure.startsWith("gr-mc10:"));
  }

  /** Negative control: straight-through has less variance, and another bias, at temperature 1/2. */
  @Test
  @Tag("slow")
  void anotherEstimatorIsFound() throws IOException {
    assertThat(failures(WrongEstimators.swapped("gr-mc10", "st")))
        .contains("gr-mc10: toy, proposition 2", "gr-mc10: toy with A = Q, proposition 2");
  }

  @Test
  void whatIsNotANumberIsNotJudged() throws IOException {
    List<Measurement> broken =
        run(PLAN, WrongEstimators.scaled("gr-mc2", Double.NaN), (units, stage) -> {});
    List<Measurement> judged =
        broken.stream().filter(row -> row.metric().equals("verdict")).toList();
    assertThat(judged)
        .filteredOn(row -> row.context().estimator().equals("gr-mc2"))
        .hasSize(2 * 3 + 2)
        .allMatch(row -> Double.isNaN(row.estimate().value()))
        .allMatch(row -> row.note().endsWith(": not judged, a variance is 0 or not finite"));
    assertThat(judged)
        .filteredOn(row -> !row.context().estimator().equals("gr-mc2"))
        .allMatch(row -> row.estimate().value() == 1);
    assertThat(broken).noneMatch(PropositionRun::failed);
  }

  /** Four tests: the smallest counts four times, the next one three times. */
  @Test
  void claimsAreJudgedTogether() {
    Measurement.Context context =
        new Measurement.Context(
            "propositions",
            "",
            "gr",
            OptionalDouble.of(1),
            OptionalInt.empty(),
            3,
            1,
            OptionalInt.of(1),
            1,
            OptionalInt.empty());
    List<Claim> claims =
        List.of(
            new Claim(context, Case.of(Case.Kind.PROPOSITION, 1), List.of(), List.of(0.5, 4e-5)),
            new Claim(context, Case.of(Case.Kind.PROPOSITION, 2), List.of(), List.of(2e-5)),
            new Claim(context, Case.of(Case.Kind.PROPOSITION, 3), List.of(), List.of(1.0)),
            Claim.notJudged(context, Case.of(Case.Kind.PROPOSITION, 4), List.of()));
    List<Measurement> verdicts = Claim.rows(claims, 1e-4);
    assertThat(verdicts.stream().map(row -> row.note() + " " + row.metric()).toList())
        .containsExactly(
            "proposition 1 p_value",
            "proposition 1 verdict",
            "proposition 2 p_value",
            "proposition 2 verdict",
            "proposition 3 p_value",
            "proposition 3 verdict",
            "proposition 4: not judged, a variance is 0 or not finite p_value",
            "proposition 4: not judged, a variance is 0 or not finite verdict");
    // 3 * 4e-5 is above the level, 4 * 2e-5 is not.
    assertThat(verdicts.stream().map(Measurement::estimate).toList())
        .containsExactly(
            Estimate.alone(3 * 4e-5),
            Estimate.alone(1),
            Estimate.alone(4 * 2e-5),
            Estimate.alone(0),
            Estimate.alone(1),
            Estimate.alone(1),
            Estimate.alone(Double.NaN),
            Estimate.alone(Double.NaN));
  }

  @Test
  void whatIsAlwaysMeasuredIsAdded() {
    PropositionPlan plan = plan(List.of("gr-mc5", "gr"), List.of(7, 3));
    assertThat(plan.estimators()).containsExactly("st-gs", "gr", "gr-mc5");
    assertThat(plan.batches()).containsExactly(1, 3, 7);
    assertThat(PropositionPlan.share("st-gs")).isEqualTo(1);
    assertThat(PropositionPlan.share("gr")).isZero();
    assertThat(PropositionPlan.share("gr-mc5")).isEqualTo(0.2);
    assertThat(new PropositionPlan.Toy(10, 2000).draws(5, 20)).isEqualTo(2000);
    assertThat(new PropositionPlan.Toy(10, 2000).draws(20, 20)).isEqualTo(1000);
    assertThat(new PropositionPlan.Toy(10, 2000).draws(1000, 20)).isEqualTo(200);
    assertThat(new PropositionPlan.Toy(10, 2000).draws(1000, 200)).isEqualTo(400);
  }

  @Test
  void refusesWhatThePropositionsDoNotSpeakOf() {
    assertThatThrownBy(() -> plan(List.of("gr-qmc32"), List.of(1)))
        .hasMessage(
            "estimator must be gr or a member of gr-mcK, of which the propositions speak,"
                + " got gr-qmc32");
    assertThatThrownBy(() -> plan(List.of("gr"), List.of(0)))
        .hasMessage("batch size must be >= 1, got 0");
    assertThatThrownBy(() -> plan(List.of("gr"), List.of(501)))
        .hasMessage("batch size must be at most half of the 1000 draws of a run, got 501");
    assertThatThrownBy(() -> new PropositionPlan.Toy(9, 1000))
        .hasMessage("groups must be >= 10, got 9");
    assertThatThrownBy(
            () ->
                new PropositionPlan.Vae(List.of(3), new TrajectoryPlan.ModelSize(4, 8), 20, 20, 20))
        .hasMessage("arity must be a power of two >= 2, got 3");
  }
}
