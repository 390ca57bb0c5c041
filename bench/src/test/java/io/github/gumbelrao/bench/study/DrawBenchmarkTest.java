package io.github.gumbelrao.bench.study;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The benchmark in a very short mode: whether it runs, not how fast. */
class DrawBenchmarkTest {

  @TempDir Path folder;

  @Test
  void everyEstimatorRunsBesideTheBaseline() throws RunnerException, IOException {
    Path json = folder.resolve("draw.json");
    new Runner(
            new OptionsBuilder()
                .include(DrawBenchmark.class.getName())
                .param("arity", "16")
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(1))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .output(folder.resolve("log").toString())
                .resultFormat(ResultFormatType.JSON)
                .result(json.toString())
                .build())
        .run();
    JsonNode results = new ObjectMapper().readTree(Files.readString(json));
    assertThat(StreamSupport.stream(results.spliterator(), false))
        .allMatch(result -> result.at("/primaryMetric/score").asDouble() > 0)
        .map(DrawBenchmarkTest::subject)
        .containsExactlyInAnyOrderElementsOf(expected());
  }

  private static String subject(JsonNode result) {
    String method = result.get("benchmark").asText();
    return method.substring(method.lastIndexOf('.') + 1)
        + " "
        + result.at("/params/name").asText("-")
        + " "
        + result.at("/params/arity").asText();
  }

  private static List<String> expected() {
    List<String> expected = new ArrayList<>(List.of("baseline - 16"));
    registered().forEach(name -> expected.add("draw " + name + " 16"));
    return expected;
  }

  private static List<String> registered() {
    return EstimatorNames.registered(pattern -> true, 10, 100, 1000);
  }

  /** A new row of the registry belongs into the benchmark too. */
  @Test
  void theBenchmarkKnowsEveryRegisteredEstimator() throws NoSuchFieldException {
    Param names = DrawBenchmark.Drawing.class.getDeclaredField("name").getAnnotation(Param.class);
    assertThat(names.value()).containsExactlyElementsOf(registered());
  }
}
