package io.github.gumbelrao.bench.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.bench.testing.Surroundings;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MeasurementsCsvTest {

  private static final String HEADER =
      "study,case,dataset,estimator,temperature,samples,arity,variables,batch_size,seed,step,"
          + "metric,value,std_error,count,unit\n";

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("measurements.csv");
  }

  static Stream<Surroundings> awkward() {
    return Surroundings.awkwardWithoutGraphs();
  }

  private static Measurement row(
      String note, OptionalDouble temperature, OptionalInt samples, Estimate estimate) {
    OptionalInt batch = OptionalInt.of(20);
    OptionalInt step = OptionalInt.of(1000);
    Measurement.Context context =
        new Measurement.Context(
            "variance", "digits", "gr-mc10", temperature, samples, 16, 12, batch, -1, step);
    return new Measurement(
        context, Case.parse(note), "variance_within", estimate, 4_000_000_000L, "nats^2");
  }

  private void write(Measurement... rows) throws Exception {
    try (MeasurementsCsv csv = MeasurementsCsv.create(file)) {
      for (Measurement row : rows) {
        csv.write(row);
      }
    }
  }

  private void assertHolds(String text) throws Exception {
    assertThat(Files.readAllBytes(file)).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @MethodSource("awkward")
  void bytesDependOnTheRowsAlone(Surroundings surroundings) throws Exception {
    surroundings.call(
        () -> {
          write(
              row("", OptionalDouble.of(0.5), OptionalInt.of(10), new Estimate(1234567.891, 1e-7)),
              row("", OptionalDouble.empty(), OptionalInt.empty(), new Estimate(0.1, 12e20)));
          return null;
        });
    assertHolds(
        HEADER
            + "variance,,digits,gr-mc10,0.5,10,16,12,20,-1,1000,"
            + "variance_within,1234567.891,1.0E-7,4000000000,nats^2\n"
            + "variance,,digits,gr-mc10,,,16,12,20,-1,1000,"
            + "variance_within,0.1,1.2E21,4000000000,nats^2\n");
  }

  @Test
  void whatIsNotANumberIsAResultThatTheCaseExplains() throws Exception {
    write(
        row(
            "diverged, \"loss\" is I\u0130",
            OptionalDouble.of(1),
            OptionalInt.empty(),
            new Estimate(Double.NaN, Double.NEGATIVE_INFINITY)));
    assertHolds(
        HEADER
            + "variance,\"diverged, \"\"loss\"\" is I\u0130\",digits,gr-mc10,1.0,,16,12,20,-1,1000,"
            + "variance_within,NaN,-Infinity,4000000000,nats^2\n");
  }

  @Test
  void whatDoesNotApplyIsEmpty() throws Exception {
    OptionalInt none = OptionalInt.empty();
    Measurement.Context context =
        new Measurement.Context(
            "speed", "", "st", OptionalDouble.empty(), none, 2, 1, none, 1, none);
    write(
        new Measurement(
            context, Case.of(Case.Kind.TIMED, "draw"), "time_ms", Estimate.alone(2.5), 7, "ms"));
    assertHolds(HEADER + "speed,draw,,st,,,2,1,,1,,time_ms,2.5,,7,ms\n");
  }

  @Test
  void theHeaderIsThereWithoutRows() throws Exception {
    write();
    assertHolds(HEADER);
  }

  @Test
  void aRowIsOnDiskAsSoonAsItIsWritten() throws Exception {
    try (MeasurementsCsv csv = MeasurementsCsv.create(file)) {
      csv.write(row("", OptionalDouble.empty(), OptionalInt.empty(), new Estimate(1, 2)));
      assertThat(file).content().endsWith(",variance_within,1.0,2.0,4000000000,nats^2\n");
    }
  }

  @Test
  void refusesAFileThatExists() throws Exception {
    Files.writeString(file, "precious");
    assertThatThrownBy(() -> MeasurementsCsv.create(file))
        .isExactlyInstanceOf(FileAlreadyExistsException.class)
        .hasMessage(file.toString());
    assertHolds("precious");
  }
}
