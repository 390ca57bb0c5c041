package io.github.gumbelrao.bench.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gumbelrao.bench.Main;
import io.github.gumbelrao.bench.testing.JavaProcess;
import io.github.gumbelrao.bench.testing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The benchmark in a very short mode: whether it runs and is reported, not how fast. */
class JmhCommandTest {

  @TempDir static Path folder;
  private static Outcome outcome;
  private static Path results;

  private static String[] arguments(Path out, int forks) {
    return new String[] {
      "speed",
      "--jmh",
      "--jmh-forks=" + forks,
      "--out=" + out,
      "--estimators=reinforce,gr-mc10",
      "--arities=16",
      "--batch-size=2",
      "--rounds=2",
      "--threads=1"
    };
  }

  @BeforeAll
  static void run() {
    Path out = folder.resolve("results");
    results = out.resolve("speed");
    outcome = Outcome.of(arguments(out, 0));
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
  }

  private static List<String[]> rows(Path results) throws IOException {
    return Files.readAllLines(results.resolve("measurements.csv")).stream()
        .skip(1)
        .map(line -> line.split(",", -1))
        .toList();
  }

  /** The iterations of a draw in JMH's own file, of every fork. */
  private static double[] iterations(Path results, String name) throws IOException {
    List<Double> numbers = new ArrayList<>();
    for (JsonNode each : new ObjectMapper().readTree(results.resolve("jmh.json").toFile())) {
      if (each.at("/params/name").asText().equals(name)) {
        assertThat(each.at("/primaryMetric/scoreUnit").asText()).isEqualTo("ms/op");
        each.at("/primaryMetric/rawData")
            .forEach(fork -> fork.forEach(one -> numbers.add(one.asDouble())));
      }
    }
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static void assertRowsAreThoseOfTheJson(Path results) throws IOException {
    List<String[]> rows = rows(results);
    assertThat(rows)
        .extracting(row -> row[3] + " " + row[11])
        .containsExactly(
            "softmax time_ms",
            "softmax time_ratio",
            "st-gs time_ms",
            "st-gs time_ratio",
            "reinforce time_ms",
            "reinforce time_ratio",
            "gr-mc10 time_ms",
            "gr-mc10 time_ratio");
    double[] reference = iterations(results, "st-gs");
    for (String[] row : rows) {
      double[] times = iterations(results, row[3]);
      assertThat(times).hasSize(2);
      assertThat(Arrays.stream(times).min().orElseThrow()).isPositive();
      assertThat(row[14]).isEqualTo("2");
      double value = Double.parseDouble(row[12]);
      double error = Double.parseDouble(row[13]);
      if (row[11].equals("time_ms")) {
        assertThat(value).isCloseTo(mean(times), within(1e-12 * value));
        assertThat(error).isCloseTo(error(times), within(1e-9 * value));
      } else {
        assertThat(value).isCloseTo(mean(times) / mean(reference), within(1e-9 * value));
        // The jackknife of the logarithm of a mean, for two numbers.
        double relative = Math.hypot(spread(times), spread(reference));
        assertThat(error)
            .isCloseTo(row[3].equals("st-gs") ? 0 : value * relative, within(1e-9 * value));
      }
    }
  }

  private static double mean(double[] numbers) {
    double sum = 0;
    for (double number : numbers) {
      sum += number;
    }
    return sum / numbers.length;
  }

  private static double error(double[] numbers) {
    double squares = 0;
    for (double number : numbers) {
      squares += Math.pow(number - mean(numbers), 2);
    }
    return Math.sqrt(squares / (numbers.length - 1) / numbers.length);
  }

  private static double spread(double[] two) {
    return Math.abs(Math.log(two[0] / two[1])) / 2;
  }

  @Test
  void theRowsAreWhatJmhMeasured() throws IOException {
    assertRowsAreThoseOfTheJson(results);
  }

  @Test
  void rowsTellWhatWasTimedWhere() throws IOException {
    String[] row = rows(results).get(6);
    assertThat(String.join(",", row))
        .matches("speed,jmh-draw,,gr-mc10,2\\.0,10,16,60,2,1,,time_ms,[0-9.E-]+,[0-9.E-]+,2,ms");
  }

  @Test
  void theTableTheRecordAndThePageTellOfJmh() throws IOException {
    assertThat(outcome.out())
        .contains("\ndraw with its gradient by JMH, 2 x 60 variables of arity 16\n")
        .containsPattern("\n  st-gs +[0-9.]+ +[0-9.]+ +1\\.00 +0\\.00\n")
        .containsPattern("\n  softmax +[0-9.]+");
    JsonNode record = new ObjectMapper().readTree(results.resolve("run.json").toFile());
    assertThat(record.at("/settings/jmh").asText()).matches("1\\.[0-9]+");
    assertThat(record.at("/settings/jmh_forks").asInt()).isZero();
    assertThat(results.resolve("report.html"))
        .content()
        .contains("<h2>Time by JMH, mean over its iterations</h2>", "<td>jmh-draw</td>")
        .doesNotContain("shortest run");
    // Where other processes had much of the machine, as other tests may, a warning follows.
    assertThat(outcome.err().lines())
        .anyMatch(line -> line.startsWith("speed 100%") && line.contains("12/12"));
  }

  /** JMH's file is part of the result: it goes where the result goes. */
  @Test
  void anotherRunLeavesNoOldJson() throws IOException {
    Path out = folder.resolve("again");
    Path json = Files.createDirectories(out.resolve("speed")).resolve("jmh.json");
    Files.writeString(json, "old");
    String[] run = {
      "speed", "--out=" + out, "--estimators=st-gs", "--arities=16", "--batch-size=2", "--rounds=1"
    };
    assertThat(Outcome.of(run).exitCode()).isEqualTo(2);
    assertThat(json).hasContent("old");
    String[] overwrite = Arrays.copyOf(run, run.length + 1);
    overwrite[run.length] = "--overwrite";
    assertThat(Outcome.of(overwrite).exitCode()).isZero();
    assertThat(json).doesNotExist();
  }

  /** The forks find their class path by themselves, and inherit a locale with digits of its own. */
  @Test
  @Tag("slow")
  @Timeout(400)
  void processesOfTheirOwnDoTheSame() throws Exception {
    Path out = folder.resolve("forked");
    List<String> arabic = List.of("env", "JAVA_TOOL_OPTIONS=-Duser.language=ar -Duser.country=EG");
    try (JavaProcess run = JavaProcess.start(folder, arabic, Main.class, arguments(out, 1))) {
      // Each draw starts a process: a busy machine takes its time.
      assertThat(run.process().waitFor(5, TimeUnit.MINUTES)).isTrue();
      assertThat(run.exitCode()).as(Files.readString(run.err())).isZero();
    }
    assertRowsAreThoseOfTheJson(out.resolve("speed"));
    JsonNode json = new ObjectMapper().readTree(out.resolve("speed/jmh.json").toFile());
    assertThat(json.get(0).get("forks").asInt()).isEqualTo(1);
  }

  @Test
  void aDryRunNamesTheBaselineToo() {
    assertThat(Outcome.of("speed", "--jmh", "--dry-run", "--arities=2", "--estimators=gs").out())
        .startsWith(
            "arity 2, jmh-draw, softmax\narity 2, jmh-draw, st-gs\narity 2, jmh-draw, gs\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--jmh          | --rounds=1       | rounds must be >= 2, got 1",
        "--jmh          | --jmh-forks=-1   | jmh-forks must be >= 0, got -1",
        "--batch-size=2 | --jmh-forks=1    | --jmh-forks needs --jmh",
      })
  void aBadOptionIsAnsweredInOneSentence(String one, String other, String message) {
    assertThat(Outcome.of("speed", "--out=" + folder.resolve("none"), one, other))
        .isEqualTo(new Outcome(2, "", message + "\nTry 'gumbel-rao speed --help'.\n"));
    assertThat(folder.resolve("none")).doesNotExist();
  }
}
