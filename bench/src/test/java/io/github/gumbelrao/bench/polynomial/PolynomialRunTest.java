package io.github.gumbelrao.bench.polynomial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.run.MeasuredParts;
import io.github.gumbelrao.bench.study.Device;
import io.github.gumbelrao.bench.testing.CutShort;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.proto.ConfigProto;

class PolynomialRunTest {

  private static final List<Double> EXPONENTS = List.of(1.5, 2.0, 3.0);

  private static List<Measurement> run(int arity, String estimator, int steps) throws IOException {
    PolynomialPlan plan =
        new PolynomialPlan(
            List.of(arity),
            EXPONENTS,
            List.of(estimator),
            List.of(0.1),
            OptionalInt.empty(),
            0.1,
            steps,
            2,
            1);
    List<Measurement> rows = new ArrayList<>();
    long[] work = {0};
    new PolynomialRun(plan, Device.CPU.session(1), MeasuredParts.forgotten())
        .run(rows::add, (units, stage) -> work[0] += units);
    assertThat(work[0]).isEqualTo(PolynomialRun.work(plan));
    return rows;
  }

  private static List<Double> losses(List<Measurement> rows, int step) {
    return rows.stream()
        .filter(row -> row.metric().equals("expected_loss"))
        .filter(row -> row.context().step().orElseThrow() == step)
        .map(row -> row.estimate().value())
        .toList();
  }

  /** No more than a training is lost, and no number differs from those of one process. */
  @Test
  void aRunThatIsCutShortEndsInTheSameRows(@TempDir Path folder) throws IOException {
    PolynomialPlan plan =
        new PolynomialPlan(
            List.of(2, 4),
            List.of(2.0, 3.0),
            List.of("reinforce", "st-gs"),
            List.of(0.5, 1.0),
            OptionalInt.empty(),
            0.1,
            5,
            2,
            1);
    ConfigProto session = Device.CPU.session(1);
    List<Measurement> whole = new ArrayList<>();
    new PolynomialRun(plan, session, MeasuredParts.forgotten())
        .run(whole::add, (units, stage) -> {});
    // A training is five reports.
    assertThat(
            CutShort.rows(
                folder.resolve("checkpoints"), 8, parts -> new PolynomialRun(plan, session, parts)))
        .isEqualTo(whole);
  }

  /** Logits begin at 0: every category has the same share, whatever the seed. */
  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void theFirstLossIsThatOfEqualShares(int arity) throws IOException {
    List<Double> losses = losses(run(arity, "st-gs", 1), 0);
    for (int i = 0; i < EXPONENTS.size(); i++) {
      double sum = 0;
      for (double[] variable : PolynomialProgram.embedding(arity)) {
        for (double scalar : variable) {
          sum += Math.pow(Math.abs(scalar - 0.45), EXPONENTS.get(i)) / arity;
        }
      }
      assertThat(losses.get(i)).isCloseTo(sum / PolynomialPlan.VARIABLES, within(1e-12));
    }
  }

  /** Binary variables: the best is 0 everywhere, at a distance of 0.45. */
  @Test
  void theLeastLossOfBinaryVariablesIsKnown() {
    for (double exponent : EXPONENTS) {
      assertThat(PolynomialProgram.least(2, exponent))
          .isCloseTo(Math.pow(0.45, exponent), within(1e-12));
    }
  }

  /** How much of the way from the first loss to the least is left, by exponent. */
  private static List<Double> left(int arity, String estimator) throws IOException {
    List<Measurement> rows = run(arity, estimator, 300);
    List<Double> left = new ArrayList<>();
    for (int i = 0; i < EXPONENTS.size(); i++) {
      double least = PolynomialProgram.least(arity, EXPONENTS.get(i));
      double last = losses(rows, 300).get(i);
      assertThat(last).isGreaterThanOrEqualTo(least);
      left.add((last - least) / (losses(rows, 0).get(i) - least));
    }
    return left;
  }

  /** An unbiased gradient: with a wrong sign, or of another program, it would end far above. */
  @Test
  void trainingWithoutBiasComesNearTheLeastLoss() throws IOException {
    assertThat(left(2, "reinforce")).allMatch(share -> share < 0.1);
  }

  /** As published: Gumbel-Rao at a low temperature comes nearer than plain straight-through. */
  @Test
  void gumbelRaoComesNearerThanStraightThrough() throws IOException {
    List<Double> averaged = left(4, "gr");
    List<Double> plain = left(4, "st");
    for (int i = 0; i < EXPONENTS.size(); i++) {
      assertThat(averaged.get(i)).isLessThan(plain.get(i) / 2);
    }
  }

  @Test
  void aTemperatureThatIsTooLowForAnEstimatorIsLeftOutOrRefused() {
    PolynomialPlan both =
        new PolynomialPlan(
            List.of(4),
            EXPONENTS,
            List.of("gr", "reinmax"),
            List.of(0.1, 1.0),
            OptionalInt.empty(),
            0.1,
            1,
            1,
            1);
    assertThat(both.cells())
        .extracting(Object::toString)
        .containsExactly(
            "arity 4, gr at temperature 0.1",
            "arity 4, gr at temperature 1.0",
            "arity 4, reinmax at temperature 1.0");
    assertThatThrownBy(
            () ->
                new PolynomialPlan(
                    List.of(4),
                    EXPONENTS,
                    List.of("reinmax"),
                    List.of(0.1),
                    OptionalInt.empty(),
                    0.1,
                    1,
                    1,
                    1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("temperature of reinmax must be >= 1.0, got 0.1");
  }
}
