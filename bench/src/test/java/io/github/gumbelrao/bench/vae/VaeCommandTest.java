package io.github.gumbelrao.bench.vae;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gumbelrao.bench.testing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.SavedModelBundle;

/** Training runs of a tiny model on generated digits, whole and diverged; what is refused. */
@Timeout(600)
class VaeCommandTest {

  @TempDir Path folder;
  private Path out;
  private Path results;

  @BeforeEach
  void nameTheFolders() {
    out = folder.resolve("results \u00e4");
    results = out.resolve("vae");
  }

  static String[] tiny(Path out, int steps, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "vae",
                "--arities=4",
                "--latent-bits=4",
                "--hidden=8",
                "--estimators=gr-mc2",
                "--steps=" + steps,
                "--validate-every=50",
                "--checkpoint-every=20",
                "--valid-samples=2",
                "--final-samples=4",
                "--threads=1",
                "--out=" + out));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  static List<String> rows(Path folder, String metric) throws IOException {
    try (Stream<String> lines = Files.lines(folder.resolve("vae").resolve("measurements.csv"))) {
      return lines.filter(line -> line.contains("," + metric + ",")).toList();
    }
  }

  private JsonNode run() throws IOException {
    return new ObjectMapper().readTree(results.resolve("run.json").toFile());
  }

  @Test
  void writesTheCurveTheBoundsAndThePictures() throws IOException {
    Path export = folder.resolve("model");
    Path events = folder.resolve("events");
    Outcome outcome =
        Outcome.of(
            tiny(
                out,
                60,
                "--thresholds=1000,10",
                "--export=" + export,
                "--tensorboard=" + events,
                "--kl=sampled"));
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out())
        .startsWith("vae: digits, arity 4, gr-mc2, 60 steps\n")
        .contains("\nat step 60\n", "\n  test_bound ");
    assertThat(rows(out, "train_loss")).hasSize(2);
    assertThat(rows(out, "valid_loss")).hasSize(4);
    assertThat(rows(out, "test_bound"))
        .singleElement()
        .asString()
        .startsWith("vae,M=4,digits,gr-mc2,0.5,2,4,2,20,1,60,test_bound,")
        .endsWith(",4000,nats");
    assertThat(rows(out, "iterations_to_threshold"))
        .containsExactly(
            "vae,valid_loss <= 1000.0,digits,gr-mc2,0.5,2,4,2,20,1,60,"
                + "iterations_to_threshold,0.0,,1,iterations",
            "vae,valid_loss <= 10.0: not reached in 60 steps,digits,gr-mc2,0.5,2,4,2,20,1,60,"
                + "iterations_to_threshold,NaN,NaN,1,iterations");
    assertThat(run().at("/settings/kl").asText()).isEqualTo("sampled");
    assertThat(run().at("/exhibits")).hasSize(2);
    assertThat(results.resolve("report.html"))
        .content()
        .contains("Reconstructions", "Samples", "data:image/png;base64,", "Validation bound");
    try (SavedModelBundle model = SavedModelBundle.load(export.toString())) {
      assertThat(model.function("decode").signature().inputNames()).containsExactly("code");
    }
    try (Stream<Path> files = Files.list(events)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void equalArgumentsGiveEqualBytes() throws IOException {
    Path again = folder.resolve("again");
    assertThat(Outcome.of(tiny(out, 60)).exitCode()).isZero();
    // Event files are written beside the run and change none of its numbers.
    assertThat(Outcome.of(tiny(again, 60, "--tensorboard=" + folder.resolve("events"))).exitCode())
        .isZero();
    assertThat(results.resolve("measurements.csv"))
        .hasSameBinaryContentAs(again.resolve("vae").resolve("measurements.csv"));
    assertThat(results.resolve("checkpoints").resolve("last.ckpt"))
        .hasSameBinaryContentAs(again.resolve("vae").resolve("checkpoints").resolve("last.ckpt"));
  }

  @Test
  void aRunThatDivergesSaysWhere() throws IOException {
    Outcome outcome = Outcome.of(tiny(out, 60, "--learning-rate=1e30"));
    assertThat(outcome.exitCode()).isEqualTo(4);
    assertThat(outcome.err())
        .containsPattern("DIVERGED at step [2-5]: (loss|gradient) not finite\n")
        .contains("are NaN or infinite; see column 'case'");
    assertThat(rows(out, "test_bound"))
        .singleElement()
        .asString()
        .matches("vae,diverged at step [2-5]: .* not finite,.*,test_bound,NaN,NaN,0,nats");
    assertThat(run().at("/status").asText()).isEqualTo("done");
  }

  @Test
  void aFinishedRunIsNotReplaced() {
    assertThat(Outcome.of(tiny(out, 20)).exitCode()).isZero();
    assertThat(Outcome.of(tiny(out, 20)))
        .isEqualTo(
            new Outcome(
                2,
                "",
                results + " already holds a result; choose another --out, or add --overwrite\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--estimators=gs,st|--estimators must have one value, as vae trains one model, got [gs,"
            + " st]",
        "--arities=2,4|--arities must have one value, as vae trains one model, got [2, 4]",
        "--temperatures=1,2|--temperatures must have one value, as vae trains one model,"
            + " got [1.0, 2.0]",
        "--temperature-schedule=learned|a learned temperature needs an estimator whose loss"
            + " depends on it, such as gs, got gr",
        "--temperature-schedule=exponential|--temperature-schedule exponential needs"
            + " --final-temperature, got none",
        "--final-temperature=0.1|final temperature must be the first one unless it is annealed,"
            + " got 0.1",
        "--kl=analitic|Invalid value for option '--kl': kl must be a known name, got 'analitic';"
            + " nearest: analytic, sampled",
        "--steps=0|steps must be >= 1, got 0",
        "--final-samples=0|--final-samples must be >= 1, got 0",
        "--thresholds=90,90|thresholds must not repeat a value, got [90.0, 90.0]",
        "--momentum=1|momentum must be in [0.0, 0.999999), got 1.0",
        "--export=.|--export must name a new folder, got .",
      })
  void refusesWhatMakesNoSense(String option, String message) {
    assertThat(Outcome.of("vae", option))
        .isEqualTo(new Outcome(2, "", message + "\nTry 'gumbel-rao vae --help'.\n"));
  }

  /** It is found before hours of training, not after. */
  @Test
  void anExportBelowAFileIsRefusedAtOnce() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    Outcome outcome = Outcome.of(tiny(out, 20, "--export=" + file.resolve("model")));
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("--export must name a new folder, got " + file);
    assertThat(out).doesNotExist();
  }

  @Test
  void aDryRunPrintsEverySettingAndWritesNothing() {
    Outcome outcome = Outcome.of(tiny(out, 60, "--dry-run", "--preset=paper"));
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).startsWith("preset paper\ndataset digits\n").contains("\nsteps 60\n");
    assertThat(out).doesNotExist();
  }

  @Test
  void aDataFolderMayHaveAnyName() {
    Path data = folder.resolve("my d\u00e4ta \u6570");
    Outcome outcome = Outcome.of(tiny(out, 60, "--dataset=mnist", "--data-dir=" + data));
    assertThat(outcome)
        .isEqualTo(
            new Outcome(
                3, "", "data folder " + data + " must be a folder, got nothing of that name\n"));
  }
}
