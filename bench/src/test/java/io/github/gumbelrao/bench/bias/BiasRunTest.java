package io.github.gumbelrao.bench.bias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gumbelrao.bench.bias.BiasPlan.Reference;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.run.MeasuredParts;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.bench.study.Device;
import io.github.gumbelrao.bench.study.Preset;
import io.github.gumbelrao.bench.study.Progress;
import io.github.gumbelrao.bench.testing.Budget;
import io.github.gumbelrao.bench.testing.CutShort;
import io.github.gumbelrao.bench.training.MeasuredTraining;
import io.github.gumbelrao.bench.training.TinyPlan;
import io.github.gumbelrao.bench.training.TrajectoryPlan;
import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.core.estimator.Estimators;
import io.github.gumbelrao.core.training.Momentum;
import io.github.gumbelrao.vae.data.BinaryImages;
import io.github.gumbelrao.vae.data.DataSet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.ConfigProto;

/** Biases held to the exact ones: all codes enumerated, the noise given each in closed form. */
@Tag("statistical")
class BiasRunTest {

  private static final int VARIABLES = 4;
  private static final int MINIBATCHES = 100;

  /** Enough that logits are far enough from 0 for their double to be another point. */
  private static final int STEPS = 240;

  private static final List<String> NAMES = List.of("reinforce", "st-gs", "gr-mc3", "gr");
  private static final BiasPlan PLAN = plan(NAMES, Reference.EXACT, 40);

  private static final AtomicLong REPORTED = new AtomicLong();
  private static List<Measurement> rows;
  private static double truth;

  private static BiasPlan plan(List<String> estimators, Reference reference, int passes) {
    return plan(estimators, reference, MINIBATCHES, passes);
  }

  private static BiasPlan plan(
      List<String> estimators, Reference reference, int minibatches, int passes) {
    TrajectoryPlan measured =
        new TrajectoryPlan(
            List.of(2),
            estimators,
            List.of(1.0),
            new TrajectoryPlan.ModelSize(VARIABLES, 8),
            new TrajectoryPlan.Trajectory(
                "st-gs", 0.5, new Momentum(0.0015, 0.9, 0), List.of(STEPS)),
            new TrajectoryPlan.Sampling(5, minibatches, passes),
            1);
    return new BiasPlan(measured, reference, 2);
  }

  @BeforeAll
  static void run() throws IOException {
    rows = run(PLAN, Estimators::named, (units, stage) -> REPORTED.addAndGet(units));
    truth = exactSquaredBias();
  }

  private static List<Measurement> run(
      BiasPlan plan, Function<String, Estimator> estimators, Progress progress) throws IOException {
    List<Measurement> rows = new ArrayList<>();
    new BiasRun(
            plan,
            TinyPlan.DATA,
            TinyPlan.SESSION,
            estimators,
            MeasuredParts.forgotten(),
            Duration.ZERO)
        .run(rows::add, progress);
    return rows;
  }

  /** The mean squared bias of st-gs on the study's own minibatches, without any noise. */
  private static double exactSquaredBias() {
    BiasPlan plan = plan(List.of("st-gs"), Reference.EXACT, 1 << VARIABLES);
    Function<String, Estimator> exact =
        ReparameterizedEstimators.with(ReparameterizedEstimators.exactMean(VARIABLES));
    try (MeasuredTraining trajectory =
        MeasuredTraining.start(
            "variance",
            plan.measured(),
            2,
            TinyPlan.DATA,
            TinyPlan.SESSION,
            exact,
            MeasuredTraining.MAX_NUMBERS)) {
      BiasReference reference = BiasReference.of(plan, trajectory);
      trajectory.trainTo(STEPS, (units, stage) -> {});
      Supplier<byte[]> minibatches = trajectory.minibatches();
      double sum = 0;
      for (int i = 0; i < MINIBATCHES; i++) {
        byte[] pixels = minibatches.get();
        double[] gradient = reference.at(pixels, 0, 0).gradient();
        double norm =
            trajectory
                .draw(plan.measured().cells().get(0), i, pixels, mean -> less(mean, gradient))
                .gradients()
                .norm();
        sum += norm * norm;
      }
      return sum / MINIBATCHES;
    }
  }

  private static double[] less(double[] a, double[] b) {
    double[] gap = new double[a.length];
    for (int i = 0; i < gap.length; i++) {
      gap[i] = a[i] - b[i];
    }
    return gap;
  }

  private static Measurement find(List<Measurement> rows, String estimator, String metric) {
    return rows.stream()
        .filter(row -> row.context().estimator().equals(estimator))
        .filter(row -> row.metric().equals(metric))
        .findFirst()
        .orElseThrow();
  }

  private static double distance(Estimate estimate, double value) {
    return Math.abs(estimate.value() - value) / estimate.standardError();
  }

  /** All three have one mean, so one bias; the standard error is small enough to tell it from 0. */
  @Test
  void squaredBiasIsTheExactOne() {
    for (String name : List.of("st-gs", "gr-mc3", "gr")) {
      Measurement found = find(rows, name, "squared_bias");
      assertThat(distance(found.estimate(), truth)).as(name).isLessThan(Budget.Z);
      assertThat(distance(found.estimate(), 0)).as(name).isGreaterThan(Budget.Z);
      assertThat(found.note()).isEmpty();
      assertThat(found.count()).isEqualTo(MINIBATCHES * 40);
    }
  }

  /** The two errors of the paper, and an unbiased estimator under a biased one's name. */
  @Test
  void wrongEstimatorsHaveAnotherBias() throws IOException {
    for (Estimator wrong :
        List.of(
            ReparameterizedEstimators.thetaTwice(), ReparameterizedEstimators.totalDerivative())) {
      List<Measurement> found =
          run(
              plan(List.of("st-gs"), Reference.EXACT, 40),
              ReparameterizedEstimators.with(wrong),
              (units, stage) -> {});
      Measurement bias = find(found, "st-gs", "squared_bias");
      assertThat(distance(bias.estimate(), truth)).isGreaterThan(Budget.Z);
      assertThat(distance(bias.estimate(), 0)).isGreaterThan(Budget.Z);
      assertThat(bias.note()).isEmpty();
    }
  }

  @Test
  void anUnbiasedEstimatorIsBelowTheNoiseFloor() {
    Measurement found = find(rows, "reinforce", "squared_bias");
    assertThat(distance(found.estimate(), 0)).isLessThan(Budget.Z);
    assertThat(found.note()).isEqualTo("below the noise floor");
    assertThat(find(rows, "reinforce", "mse").note()).isEmpty();
  }

  /** The reference's own noise is taken off: not doing so would be noticed. */
  @Test
  void aMeasuredReferenceGivesTheSameBiasAndTellsItsError() throws IOException {
    List<Measurement> found =
        run(plan(List.of("gr"), Reference.RLOO, 40), Estimators::named, (units, stage) -> {});
    Estimate bias = find(found, "gr", "squared_bias").estimate();
    assertThat(distance(bias, truth)).isLessThan(Budget.Z);
    double error = find(found, "rloo", "reference_error").estimate().value();
    assertThat(error * error).isGreaterThan(Budget.Z * bias.standardError());
    Estimate norm = find(found, "rloo", "gradient_norm").estimate();
    double exact = find(rows, "exact", "gradient_norm").estimate().value();
    assertThat(distance(norm, exact)).isLessThan(Budget.Z);
    assertThat(find(rows, "exact", "reference_error").estimate()).isEqualTo(new Estimate(0, 0));
  }

  /** With one image there is one minibatch, and nothing but the reference's own draws to differ. */
  private static DataSet oneImage() {
    BinaryImages digit = BinaryImages.of(TinyPlan.DATA.train().rows(0));
    return new DataSet("one", digit, digit, digit, TinyPlan.DATA.sha256());
  }

  private static List<Measurement> ofOneImage(Reference reference) throws IOException {
    List<Measurement> rows = new ArrayList<>();
    BiasPlan plan = plan(List.of("gr"), reference, 20 * MINIBATCHES, 2);
    BiasRun.of(plan, oneImage(), TinyPlan.SESSION, MeasuredParts.forgotten())
        .run(rows::add, (units, stage) -> {});
    return rows;
  }

  /** The reference's noise is taken off the gradient's norm too: not doing so would be noticed. */
  @Test
  @Tag("slow")
  void theNormOfAMeasuredReferenceIsFreedOfItsNoise() throws IOException {
    Estimate exact = find(ofOneImage(Reference.EXACT), "exact", "gradient_norm").estimate();
    assertThat(exact.standardError()).isLessThan(1e-6 * exact.value());
    List<Measurement> measured = ofOneImage(Reference.RLOO);
    Estimate norm = find(measured, "rloo", "gradient_norm").estimate();
    assertThat(norm.standardError()).isGreaterThan(0.001 * norm.value());
    assertThat(distance(norm, exact.value())).isLessThan(Budget.Z);
    double error = find(measured, "rloo", "reference_error").estimate().value();
    double noisy = Math.hypot(norm.value(), error);
    assertThat((noisy - exact.value()) / norm.standardError()).isGreaterThan(Budget.Z);
  }

  @Test
  void errorIsVariancePlusSquaredBias() {
    for (String name : NAMES) {
      double sum =
          find(rows, name, "variance_within").estimate().value()
              + find(rows, name, "squared_bias").estimate().value();
      double error = find(rows, name, "mse").estimate().value();
      assertThat(error / sum).isBetween(1 - 1e-12, 1 + 1e-12);
    }
    // Proposition 1: the same bias, less variance, so less error.
    assertThat(find(rows, "gr", "mse").estimate().value())
        .isLessThan(find(rows, "st-gs", "mse").estimate().value());
  }

  @Test
  void sameSeedSameRowsWhateverElseIsMeasured() throws IOException {
    List<Measurement> alone =
        run(plan(List.of("gr-mc3"), Reference.EXACT, 40), Estimators::named, (u, stage) -> {});
    assertThat(alone).isEqualTo(rowsOfThreeSamples());
  }

  private static List<Measurement> rowsOfThreeSamples() {
    return rows.stream()
        .filter(row -> List.of("exact", "gr-mc3").contains(row.context().estimator()))
        .toList();
  }

  /** Two minibatches at once, on sessions whose ops have one thread each, change no number. */
  @Test
  void severalMinibatchesAtOnceGiveTheSameRows() throws IOException {
    BiasPlan few = plan(List.of("gr-mc3"), Reference.EXACT, 40);
    List<Measurement> three = new ArrayList<>();
    BiasRun.of(few, TinyPlan.DATA, Device.CPU.session(3), MeasuredParts.forgotten())
        .run(three::add, (u, stage) -> {});
    assertThat(three).isEqualTo(rowsOfThreeSamples());
  }

  /** No more than the minibatches since they were last kept are lost. */
  @Test
  void aRunThatIsCutShortEndsInTheSameRows(@TempDir Path folder) throws IOException {
    BiasPlan few = plan(List.of("gr-mc3", "st-gs"), Reference.RLOO, 12, 4);
    for (int threads : List.of(1, 2)) {
      ConfigProto session = Device.CPU.session(threads);
      List<Measurement> whole = new ArrayList<>();
      BiasRun.of(few, TinyPlan.DATA, session, MeasuredParts.forgotten())
          .run(whole::add, (units, stage) -> {});
      // Training is twelve reports, and a minibatch one.
      List<Measurement> found =
          CutShort.rows(
              folder.resolve("checkpoints"),
              17,
              parts ->
                  new BiasRun(
                      few, TinyPlan.DATA, session, Estimators::named, parts, Duration.ZERO));
      assertThat(found).isEqualTo(whole);
    }
  }

  @Test
  void reportsAllItsWork() {
    assertThat(REPORTED).hasValue(BiasRun.work(PLAN));
  }

  @Test
  void rejectsAnExactReferenceOfALargeModelAndTooFewPasses() {
    TrajectoryPlan large = BiasPlan.of(Preset.PAPER).measured();
    assertThatThrownBy(() -> new BiasPlan(large, Reference.EXACT, 20))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("latentBits must be <= 10 for the exact reference, got 240");
    assertThatThrownBy(() -> new BiasPlan(large, Reference.RLOO, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("referencePasses must be >= 2, got 1");
  }
}
