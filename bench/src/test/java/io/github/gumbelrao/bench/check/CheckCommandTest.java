package io.github.gumbelrao.bench.check;

import static java.lang.Double.NaN;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.testing.Outcome;
import io.github.gumbelrao.core.oracle.GradientCheck;
import io.github.gumbelrao.core.oracle.GradientReport;
import io.github.gumbelrao.core.oracle.GradientReport.Row;
import io.github.gumbelrao.core.oracle.GradientReport.Verdict;
import io.github.gumbelrao.toyqp.QuadraticProgram;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;

/** What GradientCheck itself finds, and its chances of a false alarm, are tested in core. */
class CheckCommandTest {

  @Test
  void biasesOfAnEstimatorAreToldAndAreNoFailure() {
    double[] p = {0.8, 0.15, 0.05};
    QuadraticProgram program = QuadraticProgram.paper();
    double norm = 0;
    for (double each : program.heldWeightsGradient(p, program.weights(p))) {
      norm = Math.hypot(norm, each);
    }
    Outcome outcome =
        Outcome.of(
            "check",
            "--model=toy-qp",
            "--estimators=st,reinforce",
            "--temperatures=0.5,1",
            "--passes=1000");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out())
        .startsWith(
            "quadratic program of the paper at p = (0.8, 0.15, 0.05), its weights held\n"
                + "sound; held to the exact gradient by enumeration of 3 outcomes, length "
                + String.format(Locale.ROOT, "%.4g\n", norm))
        .containsPattern("\n +reinforce +- .*no bias seen\n")
        .containsPattern("\n +st +0\\.5 .*biased by \\S+ % of the gradient\n")
        .containsPattern("\n +st +1\\.0 .*biased by \\S+ % of the gradient\n");
    // Head, its end, an empty line, title and names of columns, and the three estimators.
    assertThat(outcome.out().lines()).hasSize(8);
  }

  /** A gradient through the sample's logits that counts twice: put into each of our models. */
  @ParameterizedTest
  @EnumSource
  void aWrongGradientInAModelOfOursIsFound(CheckedModel model) {
    GradientCheck.Model<TFloat64> right = model.model();
    GradientCheck<TFloat64> wrong =
        GradientCheck.<TFloat64>of(
            (tf, sampler) -> right.build(tf, logits -> sampler.draw(doubled(tf, logits))));
    assertThat(GradientCheck.of(right).wrongDerivatives()).isEmpty();
    assertThat(wrong.wrongDerivatives()).isNotEmpty();
  }

  /** The same value, with twice the gradient. */
  private static Operand<TFloat64> doubled(Ops tf, Operand<TFloat64> logits) {
    return tf.math.sub(tf.math.mul(logits, tf.constant(2.0)), tf.stopGradient(tf.identity(logits)));
  }

  @Test
  void whatIsWrongEndsWithExitCodeOneAndIsSaid() {
    Row infinite =
        new Row(
            "st", OptionalDouble.of(1), Verdict.WRONG, NaN, NaN, NaN, NaN, NaN, 1, "not finite");
    Outcome gradient = printed(new GradientReport(3, 1, List.of(), List.of(infinite)));
    assertThat(gradient.exitCode()).isEqualTo(1);
    assertThat(gradient.out())
        .startsWith("not sound; ")
        .containsPattern("\n +st +1\\.0 .* wrong: not finite\n");
    Outcome path = printed(new GradientReport(3, 1, List.of("parameter a: cut"), List.of()));
    assertThat(path.exitCode()).isEqualTo(1);
    assertThat(path.out()).contains("\nwrong: parameter a: cut\n");
    assertThat(printed(new GradientReport(3, 1, List.of(), List.of())).exitCode()).isZero();
  }

  private static Outcome printed(GradientReport report) {
    StringWriter out = new StringWriter();
    int exitCode = CheckCommand.print(report, new PrintWriter(out, true));
    return new Outcome(exitCode, out.toString().replace(System.lineSeparator(), "\n"), "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--passes 999              | passes must be >= 1000, got 999",
        "--temperatures 1e-305 --estimators st | temperature must be >= 1.0E-300 for float64, got 1.0E-305",
        "--temperatures 0          | temperature must be finite and > 0, got 0.0",
        "--estimators st-g         | estimator must be a known name, got 'st-g'; nearest: st-gs, st, gst-p",
        "--estimators st,st        | estimators must not repeat a value, got [st, st]",
        "--estimators reinmax      | temperature of reinmax must be >= 1.0, got 0.5",
        "--model listops --estimators gs | estimator must evaluate the loss at a tree, got gs, whose relaxed choices blend neighboring nodes into what is no tree",
        "--model vea               | Invalid value for option '--model': model must be a known name, got 'vea'; nearest: vae, toy-qp, listops",
      })
  void badInputIsRefusedInOneSentence(String typed, String message) {
    Outcome outcome = Outcome.of(("check " + typed).split(" +"));
    assertThat(outcome)
        .isEqualTo(new Outcome(2, "", message + "\nTry 'gumbel-rao check --help'.\n"));
  }
}
