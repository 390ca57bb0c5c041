package io.github.gumbelrao.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.testing.Outcome;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mistake at the command line: exit code 2, one sentence, and where to find help. */
class UsageErrorsTest {

  @TempDir static Path out;

  private static Outcome variance(String option) {
    return Outcome.of("variance", "--out=" + out, option);
  }

  private static void assertUsage(Outcome outcome, String command, String message) {
    assertThat(outcome)
        .isEqualTo(new Outcome(2, "", message + "\nTry '" + command + " --help'.\n"));
    assertThat(out).isEmptyDirectory();
  }

  static Stream<Arguments> optionsOfVariance() {
    return Stream.of(
        Arguments.of(
            "--estimator=st-gs,gr-mc100",
            "unknown option '--estimator';" + " nearest: --estimators, --dataset, --data-dir"),
        Arguments.of(
            "--momentun=0.5", "unknown option '--momentun'; nearest: --momentum, --out, --dry-run"),
        Arguments.of("-x", "unknown option '-x'; nearest: -h, -V, --out"),
        Arguments.of("gr", "unknown argument 'gr'"),
        Arguments.of(
            "--estimators=st,st-g",
            "estimator must be a known name, got 'st-g'; nearest: st-gs, st, gst-p"),
        Arguments.of(
            "--estimators=gr-mc",
            "estimator must be a known name, got 'gr-mc'; nearest: gr-mcK, gr-qmcK, gr-avK"),
        Arguments.of("--estimators=gr-mc0", "samples must be >= 1, got 0"),
        Arguments.of(
            "--estimators=", "estimator must be a known name, got ''; nearest: gs, st, gr"),
        Arguments.of("--estimators=st,st", "estimators must not repeat a value, got [st, st]"),
        Arguments.of(
            "--preset=fast",
            "Invalid value for option '--preset': preset must be a known name, got 'fast';"
                + " nearest: paper, quick, standard"),
        Arguments.of(
            "--dataset=mnits",
            "Invalid value for option '--dataset': dataset must be a known name, got 'mnits';"
                + " nearest: mnist, digits"),
        Arguments.of(
            "--device=tpu",
            "Invalid value for option '--device': device must be a known name, got 'tpu';"
                + " nearest: cpu, gpu"),
        Arguments.of("--temperatures=0", "temperature must be finite and > 0, got 0.0"),
        Arguments.of("--temperatures=0.5,-1", "temperature must be finite and > 0, got -1.0"),
        Arguments.of("--temperatures=NaN", "temperature must be finite and > 0, got NaN"),
        Arguments.of("--temperatures=Infinity", "temperature must be finite and > 0, got Infinity"),
        Arguments.of(
            "--temperatures=0.5,1e-50", "temperature must be >= 1.0E-36 for float32, got 1.0E-50"),
        Arguments.of("--temperatures=1e300", "temperature must be <= 1.0E25, got 1.0E300"),
        Arguments.of(
            "--trajectory-temperature=1e-50",
            "temperature must be >= 1.0E-36 for float32, got 1.0E-50"),
        Arguments.of(
            "--temperatures=1,1.0", "temperatures must not repeat a value, got [1.0, 1.0]"),
        Arguments.of(
            "--temperatures=0,5x",
            "Invalid value for option '--temperatures' (T,...): '5x' is not a number"),
        Arguments.of(
            "--temperatures=0.5,",
            "Invalid value for option '--temperatures' (T,...): '0.5,' is not a number"),
        Arguments.of(
            "--temperatures=1d",
            "Invalid value for option '--temperatures' (T,...): '1d' is not a number"),
        Arguments.of(
            "--momentum=0x1p-1", "Invalid value for option '--momentum': '0x1p-1' is not a number"),
        Arguments.of(
            "--arities=4,",
            "Invalid value for option '--arities' (N,...): '4,' is not a whole number of at most 2147483647"),
        Arguments.of(
            "--hidden=0x10",
            "Invalid value for option '--hidden': '0x10' is not a whole number of at most 2147483647"),
        Arguments.of(
            "--estimators=st,", "estimator must be a known name, got 'st,'; nearest: st, gst, gs"),
        Arguments.of("--checkpoints=5,5", "checkpoints must not repeat a value, got [5, 5]"),
        Arguments.of(
            "--data-dir=",
            "Invalid value for option '--data-dir': a path must name a file or folder, got"
                + " nothing"),
        Arguments.of("--arities=3", "arity must be a power of two >= 2, got 3"),
        Arguments.of("--arities=1", "arity must be a power of two >= 2, got 1"),
        Arguments.of("--arities=-2", "arity must be a power of two >= 2, got -2"),
        Arguments.of("--arities=4,4", "arities must not repeat a value, got [4, 4]"),
        Arguments.of(
            "--arities=4,x",
            "Invalid value for option '--arities' (N,...): 'x' is not a whole number of at most 2147483647"),
        Arguments.of(
            "--latent-bits=7", "--latent-bits must be a multiple of log2(arity) = 4, got 7"),
        Arguments.of("--hidden=0", "hidden must be >= 1, got 0"),
        Arguments.of("--checkpoints=5,-1", "checkpoint must be >= 0, got -1"),
        Arguments.of("--minibatches=3", "minibatches must be >= 4, got 3"),
        Arguments.of("--passes=1", "passes must be >= 2, got 1"),
        Arguments.of("--batch-size=0", "--batch-size must be >= 1, got 0"),
        Arguments.of(
            "--batch-size=many",
            "Invalid value for option '--batch-size': 'many' is not a whole number of at most 2147483647"),
        Arguments.of(
            "--seed=1.5",
            "Invalid value for option '--seed': '1.5' is not a whole number of at most 9223372036854775807"),
        Arguments.of("--threads=0", "threads must be >= 1, got 0"),
        Arguments.of("--learning-rate=0", "--learning-rate must be finite and > 0, got 0.0"),
        Arguments.of("--momentum=1", "momentum must be in [0.0, 0.999999), got 1.0"),
        Arguments.of("--weight-decay=-1", "--weight-decay must be in [0.0, Infinity), got -1.0"),
        Arguments.of(
            "--trajectory-estimator=rienforce",
            "estimator must be a known name, got 'rienforce'; nearest: reinforce, reinmax, reinmax-cv"),
        Arguments.of("--trajectory-temperature=0", "temperature must be finite and > 0, got 0.0"),
        Arguments.of("--data-dir=data", "--data-dir needs --dataset mnist, got --dataset digits"),
        Arguments.of(
            "--estimators", "Missing required parameter for option '--estimators' (A,B,...)"));
  }

  @ParameterizedTest
  @MethodSource("optionsOfVariance")
  void aBadOptionIsAnsweredInOneSentence(String option, String message) {
    assertUsage(variance(option), "gumbel-rao variance", message);
  }

  static Stream<Arguments> commands() {
    return Stream.of(
        Arguments.of("varience", "unknown command 'varience'; nearest: variance, convergence, vae"),
        Arguments.of("--verion", "unknown option '--verion'; nearest: --version, --help, -h"));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void anUnknownCommandIsAnsweredWithTheNearest(String word, String message) {
    assertUsage(Outcome.of(word), "gumbel-rao", message);
  }

  @Test
  void listTakesNoStudyOptions() {
    assertUsage(
        Outcome.of("list", "--seed=1"),
        "gumbel-rao list",
        "unknown option '--seed'; nearest: --help, --record, --times");
  }

  @Test
  void anOptionCannotBeGivenTwice() {
    assertUsage(
        Outcome.of("variance", "--out=" + out, "--seed=1", "--seed=2"),
        "gumbel-rao variance",
        "option '--seed' (N) should be specified only once");
  }
}
