package io.github.gumbelrao.bench.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.Metric.Better;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.bench.measurement.sweep.Objective;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SweepTableTest {

  private static final Objective OBJECTIVE = new Objective("valid_bound", Better.LOWER);

  private static Measurement best(String estimator, long seed, double bound, String outcome) {
    Case which = Case.parse("best of 2, learning rate 0.001" + outcome);
    Measurement.Context context =
        new Measurement.Context(
            "vae",
            "digits",
            estimator,
            OptionalDouble.of(0.5),
            OptionalInt.empty(),
            4,
            8,
            OptionalInt.of(20),
            seed,
            OptionalInt.of(300));
    return new Measurement(context, which, "valid_bound", new Estimate(bound, 0.25), 5, "nats");
  }

  private static String printed(Measurement... rows) {
    StringWriter text = new StringWriter();
    SweepTable.print(new PrintWriter(text), List.of(rows), OBJECTIVE);
    return text.toString().replace(System.lineSeparator(), "\n");
  }

  @Test
  void repetitionsAreOneLineWithTheirMeanAndItsError() {
    assertThat(
            printed(
                best("gr", 1, 100, ""),
                best("gr", 2, 102, ""),
                best("gr", 3, 104, ""),
                best("st-gs", 4, Double.NaN, ": diverged at step 7: loss not finite"),
                best("st-gs", 5, 110, "")))
        .isEqualTo(
            """

            best of each cell
              estimator  arity  batch  temperature  valid bound  std error  seeds  case
              gr             4     20        0.500     102.0000        1.2      3  best of 2, learning rate 0.001
              st-gs          4     20        0.500            -       0.25         best of 2, learning rate 0.001: diverged at step 7: loss not finite
              st-gs          4     20        0.500     110.0000       0.25         best of 2, learning rate 0.001
            """);
  }

  @Test
  void withoutRepetitionsNoSeedsAreCounted() {
    assertThat(printed(best("gr", 1, 100, "")))
        .isEqualTo(
            """

            best of each cell
              estimator  arity  batch  temperature  valid bound  std error  case
              gr             4     20        0.500     100.0000       0.25  best of 2, learning rate 0.001
            """);
  }
}
