package io.github.gumbelrao.core.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Peak memory of a process of its own, which does nothing but draw. */
@Tag("slow")
class DrawMemoryTest {

  /** The samples alone would be 768 MB an array, and the graph has several. */
  @ParameterizedTest
  @CsvSource({"gr-mc10, gr-mc1000", "gr-av10, gr-av1000", "gr-qmc10, gr-qmc1000"})
  void aThousandSamplesNeedLittleMoreMemoryThanTen(String few, String many) throws Exception {
    assumeTrue(Files.exists(Path.of("/proc/self/status")), "peak memory is read from /proc");
    assertThat(peakMebibytes(many) - peakMebibytes(few)).isLessThan(512);
  }

  private static int peakMebibytes(String estimator) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(DrawTiming.class.getName());
    command.addAll(List.of("200", "60", "16", "2", "2", estimator));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    List<String> lines = output.lines().toList();
    String row = lines.get(lines.size() - 1);
    return Integer.parseInt(row.substring(row.lastIndexOf(',') + 1));
  }
}
