package io.github.gumbelrao.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.testing.CountingStudy;
import io.github.gumbelrao.bench.testing.Outcome;
import io.github.gumbelrao.bench.testing.TinyStudies;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ITypeConverter;

/** Deaths, full disks and failing disks at every moment of a run. */
@Tag("slow")
@Timeout(1800)
class CrashPointsTest {

  private static final Set<String> RESUMES =
      Set.of("bias", "convergence", "listops", "polynomial", "vae", "variance");

  @TempDir Path folder;

  /** What all studies share, with no model in the way: so every moment meets every fault. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void nothingIsLostOfAStudyThatOnlyCounts(boolean resumes) throws IOException {
    CrashPoints points =
        new CrashPoints(
            CountingStudy.NAME,
            resumes,
            true,
            folder,
            (files, out, more) -> {
              List<String> arguments = new ArrayList<>(List.of(CountingStudy.NAME, "--out=" + out));
              arguments.addAll(List.of(more));
              return Outcome.of(
                  files, new CountingStudy(resumes), arguments.toArray(String[]::new));
            });
    assertThat(points.assertNothingIsLost(false)).isGreaterThan(30);
  }

  static List<String> studies() {
    return TinyStudies.names();
  }

  @ParameterizedTest
  @MethodSource("studies")
  void nothingIsLostOfAnyStudy(String study) throws IOException {
    CrashPoints points =
        new CrashPoints(
            study,
            RESUMES.contains(study),
            !TinyStudies.measuresTimes(study),
            folder,
            (files, out, more) -> run(study, files, out, more));
    assertThat(points.assertNothingIsLost(true)).isGreaterThan(30);
  }

  /** A sweep, whose trials run in this process so that it is this disk that fails. */
  @Test
  void nothingIsLostOfASweep() throws IOException {
    CrashPoints points =
        new CrashPoints(
            "vae",
            true,
            true,
            folder,
            (files, out, more) -> {
              List<String> arguments =
                  new ArrayList<>(
                      List.of(
                          "vae",
                          "--sweep=table2",
                          "--master=this-process",
                          "--draws=2",
                          "--estimators=st-gs",
                          "--arities=2",
                          "--hidden=4",
                          "--latent-bits=2",
                          "--steps=2",
                          "--valid-samples=1",
                          "--final-samples=1",
                          "--out=" + out));
              arguments.addAll(List.of(more));
              return Outcome.of(files, arguments.toArray(String[]::new));
            });
    assertThat(points.assertNothingIsLost(true)).isGreaterThan(30);
  }

  /** As few steps as have every kind of operation. */
  private Outcome run(String study, ITypeConverter<Path> files, Path out, String... more)
      throws IOException {
    List<String> own = new ArrayList<>(List.of("--out=" + out));
    own.addAll(List.of(more));
    switch (study) {
      case "vae" -> own.addAll(List.of("--steps=4", "--validate-every=2", "--checkpoint-every=2"));
      case "convergence" -> own.addAll(List.of("--steps=4", "--validate-every=2"));
      case "listops" -> own.addAll(List.of("--estimators=st-gs", "--train-size=40"));
      default -> {}
    }
    return Outcome.of(files, TinyStudies.arguments(study, folder, own.toArray(String[]::new)));
  }
}
