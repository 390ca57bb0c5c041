package io.github.gumbelrao.vae.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Resident memory of a process of its own, which does nothing but train. */
@Tag("slow")
class TrainingMemoryTest {

  /** From step 1000 to the end, in MiB. In 100,000 steps it is 330 bytes a step. */
  private static final long BOUND = 32;

  @BeforeEach
  void memoryCanBeRead() {
    assumeTrue(Files.exists(Path.of("/proc/self/status")), "resident memory is read from /proc");
  }

  @Test
  void aHundredThousandStepsLeaveTheMemoryWhereItWas() throws Exception {
    assertThat(growth("100000", "closes")).isLessThan(BOUND);
  }

  /** Negative control: one tensor of 784 bytes left open at each step, 75 MiB in all. */
  @Test
  void anOpenTensorAtEachStepIsSeen() throws Exception {
    assertThat(growth("100000", "leaks")).isGreaterThan(BOUND);
  }

  private static long growth(String steps, String closing)
      throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xms128m",
            "-Xmx128m",
            "-XX:+AlwaysPreTouch",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            TrainingMemory.class.getName(),
            "st-gs",
            "tiny",
            steps,
            closing);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    List<String> lines = output.lines().toList();
    return resident(lines.get(lines.size() - 1)) - resident(lines.get(0));
  }

  private static long resident(String line) {
    return Long.parseLong(line.split(",", -1)[1]);
  }
}
