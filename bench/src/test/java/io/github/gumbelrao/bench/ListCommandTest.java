package io.github.gumbelrao.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.testing.Outcome;
import io.github.gumbelrao.bench.testing.TinyStudies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times of presets are taken from runs of them, and from nothing else. */
class ListCommandTest {

  private static final String HEADER = "study,preset,seconds,work,commit,cores\n";

  @TempDir Path folder;
  private Path run;
  private Path times;

  @BeforeEach
  void writeARun() throws IOException {
    times = folder.resolve("times.csv");
    run = run("variance", "variance");
  }

  private Path run(String name, String study) throws IOException {
    Path written =
        ComparedFolders.run(
            folder.resolve("runs").resolve(name), study, ComparedFolders.variance(1));
    edit(
        written,
        "\"status\"",
        "\"command\": [\""
            + study
            + "\", \"--preset\", \"standard\", \"--out=x\", \"--overwrite\"], \"dirty\": false,"
            + " \"cores\": 2, \"duration_s\": 540.25, \"work\": 1234, \"status\"");
    return written;
  }

  private static void edit(Path run, String old, String by) throws IOException {
    Path file = run.resolve("run.json");
    String text = Files.readString(file);
    assertThat(text).contains(old);
    Files.writeString(file, text.replace(old, by));
  }

  private Outcome record(Path... folders) {
    String[] arguments = new String[folders.length + 3];
    arguments[0] = "list";
    arguments[1] = "--times=" + times;
    arguments[2] = "--record";
    for (int i = 0; i < folders.length; i++) {
      arguments[i + 3] = folders[i].toString();
    }
    return Outcome.of(arguments);
  }

  @Test
  void aRunOfAPresetIsWrittenDown() throws IOException {
    Files.writeString(times, HEADER + "vae,quick,20.0,1000,0000,4\nvariance,standard,1.0,1,0,1\n");
    assertThat(record(run))
        .isEqualTo(new Outcome(0, "variance standard 540.25 s\ntimes  " + times + "\n", ""));
    assertThat(times)
        .hasContent(
            HEADER + "vae,quick,20.0,1000,0000,4\nvariance,standard,540.25,1234,0123abc,2\n");
  }

  @Test
  void consentIsNoSetting() throws IOException {
    edit(run, "\"--overwrite\"", "\"--yes\"");
    edit(run, "--out=x", "--out=my runs");
    assertThat(record(run).exitCode()).isZero();
    assertThat(Files.readAllLines(times)).hasSize(2);
  }

  @Test
  void aFolderOfRunsIsTakenWhole() throws IOException {
    run("bias", "bias");
    assertThat(record(folder.resolve("runs")).out())
        .startsWith("bias standard 540.25 s\nvariance standard 540.25 s\n");
    assertThat(Files.readAllLines(times)).hasSize(3);
  }

  private void assertRefused(String message, Path... folders) {
    assertThat(record(folders)).isEqualTo(new Outcome(3, "", message + "\n"));
    assertThat(times).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"--overwrite\"  | \"--passes\", \"3\" | have no option but --preset and --out, got"
            + " variance --preset standard --out=x --passes 3",
        "\"--overwrite\"  | \"--threads=1\"     | have no option but --preset and --out, got"
            + " variance --preset standard --out=x --threads=1",
        "\"dirty\": false | \"dirty\": true     | be of a commit, got uncommitted changes",
        "\"cores\"        | \"work_done_before\": 7, \"cores\" | be of one process, got a resumed run",
        "\"cores\"        | \"others_cpu_share\": 0.45, \"cores\" | be measured on an idle machine,"
            + " got 45 % of the processors' time went to other processes",
        "\"work\"         | \"units\"           | contain preset, duration_s, work and cores",
        "\"preset\": \"standard\" | \"preset\": \"fast\" | contain preset, duration_s, work and"
            + " cores",
      })
  void whatTellsNothingOfAPresetIsRefused(String old, String by, String rule) throws IOException {
    edit(run, old, by);
    assertRefused(run.resolve("run.json") + " must " + rule, run);
  }

  @Test
  void twoRunsOfAPresetAreRefused() throws IOException {
    Path second = run("variance-1", "variance");
    assertRefused("folders must hold one run of a preset, got a second in " + second, run, second);
  }

  @Test
  void aFolderWithoutRunsIsRefused() {
    Path none = folder.resolve("none");
    assertRefused(none + " must be a run folder or contain run folders, found none", none);
  }

  @Test
  void everyStudyIsListedWithItsPresets() {
    String list = Outcome.of("list").out();
    for (String study : TinyStudies.names()) {
      if (GumbelRaoCommand.commandLine()
              .getSubcommands()
              .get(study)
              .getCommandSpec()
              .findOption("--preset")
          != null) {
        assertThat(list)
            .containsPattern(
                "\n  "
                    + study
                    + " +.*\n {16}quick (not measured|[0-9a-z ]+ on [0-9]+ cores?); standard .*;"
                    + " paper .*\n");
      }
    }
  }
}
