package io.github.gumbelrao.bench.listops;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.Main;
import io.github.gumbelrao.bench.study.Preset;
import io.github.gumbelrao.bench.testing.JavaProcess;
import io.github.gumbelrao.bench.testing.Outcome;
import io.github.gumbelrao.listops.GeneratorSettings;
import io.github.gumbelrao.listops.ListOpsExample;
import io.github.gumbelrao.listops.ListOpsGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class ListOpsCommandTest {

  /** Seconds. */
  private static final List<String> TINY =
      List.of("listops", "--hidden=6", "--train-size=120", "--threads=1");

  @TempDir private Path folder;

  /** 8 steps an epoch, 2^30 epochs and as many seeds: a sum that wrapped around is below 0. */
  @Test
  void workThatNoNumberHoldsIsTheLongestOfAll() {
    ListOpsPlan usual = ListOpsPlan.of(Preset.QUICK);
    ListOpsPlan plan =
        new ListOpsPlan(
            List.of("gr"),
            List.of(0.1),
            List.of(0.5),
            usual.size(),
            new ListOpsPlan.Schedule(10, 250, 1 << 30, 0),
            1 << 30,
            1);
    assertThat(ListOpsRun.work(plan, 2000)).isEqualTo(Long.MAX_VALUE);
  }

  private static String[] tiny(Path out, String... more) {
    List<String> arguments = new ArrayList<>(TINY);
    arguments.add("--out=" + out);
    // An option may be given once: these only where a test does not give its own.
    for (String usual :
        List.of(
            "--max-length=6",
            "--learning-rates=0.2",
            "--estimators=tree-gold,st-gs",
            "--epochs=3")) {
      String name = usual.substring(0, usual.indexOf('='));
      if (Stream.of(more).noneMatch(own -> own.startsWith(name))) {
        arguments.add(usual);
      }
    }
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  private static Path csv(Path out) {
    return out.resolve("listops").resolve("measurements.csv");
  }

  private static List<String> column(Path out, int index, String metric) throws IOException {
    return Files.readAllLines(csv(out)).stream()
        .map(line -> line.split(",", -1))
        .filter(cells -> cells[11].equals(metric))
        .map(cells -> cells[index])
        .toList();
  }

  @Test
  void reportsEveryTraining() throws IOException {
    Outcome outcome = Outcome.of(tiny(folder, "--temperatures=0.1,1", "--seeds=2"));
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out())
        .startsWith(
            "listops: generated, 120 training, 500 validation and 500 test examples of at most 6"
                + " tokens, tree-gold, ")
        .contains("\n  tree-gold            -  ", "\n  st-gs              0.1  ");
    // Two seeds of gold trees, two of each temperature.
    assertThat(column(folder, 3, "test_accuracy"))
        .containsExactly("tree-gold", "tree-gold", "st-gs", "st-gs", "st-gs", "st-gs");
    assertThat(column(folder, 4, "test_accuracy"))
        .containsExactly("", "", "0.1", "0.1", "1.0", "1.0");
    assertThat(column(folder, 9, "test_accuracy")).containsExactly("1", "2", "1", "2", "1", "2");
    assertThat(column(folder, 12, "parse_f1").subList(0, 2)).containsExactly("1.0", "1.0");
    assertThat(column(folder, 10, "valid_accuracy")).hasSize(18).startsWith("1", "2", "3");
    assertThat(column(folder, 3, "zero_gradient_share")).hasSize(12).containsOnly("st-gs");
    String page = Files.readString(folder.resolve("listops").resolve("report.html"));
    assertThat(page).contains("A tree of the test set by st-gs at temperature 0.1");
  }

  @Test
  void namesLearningRatesAndSumsUpTheBest() throws IOException {
    Outcome outcome =
        Outcome.of(tiny(folder, "--learning-rates=1e-9,0.3", "--estimators=tree-gold"));
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(column(folder, 1, "test_accuracy"))
        .containsExactly("learning rate 1.0E-9", "learning rate 0.3");
    assertThat(outcome.out().lines().filter(line -> line.startsWith("  tree-gold"))).hasSize(1);
  }

  /**
   * Killed, and its last checkpoint torn: whoever repeats the command is told so and ends with the
   * same bytes. Where the one before is torn too, the command stops.
   */
  @Test
  @Tag("slow")
  void goesOnAfterAKillWithTheSameBytes() throws Exception {
    Path killed = folder.resolve("killed");
    Path whole = folder.resolve("whole");
    Path checkpoints = killed.resolve("listops").resolve("checkpoints");
    String[] arguments = {"--estimators=st-gs,gr-mc2", "--epochs=6"};
    try (JavaProcess run =
        JavaProcess.start(folder, List.of(), Main.class, tiny(killed, arguments))) {
      awaitCheckpoint(run, checkpoints);
      run.process().destroyForcibly().onExit().join();
      assertThat(run.exitCode()).isEqualTo(137);
    }
    assertThat(csv(killed)).doesNotExist();
    Outcome other = Outcome.of(tiny(killed, "--estimators=st-gs,gr-mc2", "--epochs=7"));
    assertThat(other.exitCode()).isEqualTo(2);
    assertThat(other.err()).contains(" holds an unfinished run that differs in epochs (6, now 7);");
    Path previous = previous(checkpoints).get(0);
    byte[] sound = Files.readAllBytes(previous);
    Path last = previous.resolveSibling("last.ckpt");
    Files.write(last, new byte[3]);
    Files.write(previous, new byte[3]);
    Outcome torn = Outcome.of(tiny(killed, arguments));
    assertThat(torn.exitCode()).isEqualTo(5);
    assertThat(torn.err())
        .endsWith(
            "input or output failed: no checkpoint in "
                + previous.getParent()
                + " is readable; delete that folder to start anew\n");
    Files.write(previous, sound);
    Outcome resumed = Outcome.of(tiny(killed, arguments));
    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    assertThat(resumed.err())
        .contains(last + " is cut short; looking for the checkpoint before it\n");
    assertThat(Outcome.of(tiny(whole, arguments)).exitCode()).isZero();
    assertThat(csv(killed)).hasSameBinaryContentAs(csv(whole));
    assertThat(checkpoints).doesNotExist();
  }

  private static void awaitCheckpoint(JavaProcess run, Path checkpoints) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (previous(checkpoints).isEmpty()) {
      assertThat(run.process().isAlive() && System.nanoTime() < deadline).isTrue();
      Thread.sleep(5);
    }
  }

  private static List<Path> previous(Path checkpoints) throws IOException {
    if (!Files.exists(checkpoints)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(checkpoints)) {
      return files.filter(file -> file.endsWith("previous.ckpt")).toList();
    }
  }

  @Test
  void aTrainingThatDivergedIsAResult() throws IOException {
    Outcome outcome = Outcome.of(tiny(folder, "--learning-rates=1e30", "--estimators=st-gs"));
    assertThat(outcome.exitCode()).isEqualTo(4);
    assertThat(outcome.err()).contains("measurements are NaN or infinite");
    assertThat(column(folder, 12, "test_accuracy")).containsExactly("NaN");
    assertThat(column(folder, 1, "test_accuracy"))
        .singleElement()
        .asString()
        .matches("diverged at step [0-9]+: loss or gradient not finite");
  }

  @Test
  void readsAFolderAndGeneratesTheMissingTrainingSet() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data/listops"));
    List<List<ListOpsExample>> splits =
        ListOpsGenerator.splits(GeneratorSettings.upTo(6, 9), 50, 60);
    write(data.resolve("valid_d20s.tsv"), splits.get(0));
    write(data.resolve("test_d20s.tsv"), splits.get(1));
    ListOpsFiles files = ListOpsFiles.read(folder.resolve("data"), 1);
    assertThat(files.name()).isEqualTo("listops-generated-train");
    assertThat(files.data().valid()).isEqualTo(splits.get(0));
    assertThat(files.data().test()).isEqualTo(splits.get(1));
    assertThat(files.data().train()).doesNotContainAnyElementsOf(splits.get(1));
    assertThat(files.data().train().size()).isBetween(90_000 - 110, 90_000 - 1);
    assertThat(files.sha256()).containsOnlyKeys("valid_d20s.tsv", "test_d20s.tsv");
    write(data.resolve("train_d20s.tsv"), splits.get(1));
    ListOpsFiles all = ListOpsFiles.read(folder.resolve("data"), 1);
    assertThat(all.name()).isEqualTo("listops");
    assertThat(all.data().train()).isEqualTo(splits.get(1));
  }

  /** The released law gives 31,000 examples as short as this. */
  @Test
  void aGeneratedTrainingSetHasTheSizeThatIsAskedFor() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data/listops"));
    write(
        data.resolve("valid_d20s.tsv"), ListOpsGenerator.examples(GeneratorSettings.upTo(6, 9), 9));
    write(
        data.resolve("test_d20s.tsv"), ListOpsGenerator.examples(GeneratorSettings.upTo(6, 8), 9));
    String[] few = {"--data-dir=" + data.getParent(), "--epochs=1", "--estimators=tree-gold"};
    Outcome outcome = Outcome.of(tiny(folder.resolve("few"), few));
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out())
        .startsWith(
            "listops: listops-generated-train, 120 training, 9 validation and 9 test examples of");
  }

  @Test
  void aWrongLabelInADataFolderIsNamed() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data/listops"));
    Files.writeString(data.resolve("valid_d20s.tsv"), "3\t3\n4\t[MAX 2 9 ]\n");
    assertThat(Outcome.of(tiny(folder.resolve("out"), "--data-dir=" + data.getParent())))
        .isEqualTo(
            new Outcome(
                3,
                "",
                "valid_d20s.tsv line 2 column 1: expected label 9, the value of the expression,"
                    + " got 4\n"));
  }

  private static void write(Path file, List<ListOpsExample> examples) throws IOException {
    Files.write(
        file,
        examples.stream()
            .map(each -> each.label() + "\t" + each.expression().toParenthesizedString())
            .toList());
  }

  @Test
  void missingDataAndUnusableSettingsAreOneSentence() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data/listops")).getParent();
    assertThat(Outcome.of(tiny(folder, "--data-dir=" + data)))
        .isEqualTo(
            new Outcome(
                3, "", data + " must hold listops/valid_d20s.tsv, plain or .gz, got neither\n"));
    assertUsage(
        "estimator must evaluate the loss at a tree, got gs, whose relaxed choices blend"
            + " neighboring nodes into what is no tree",
        "--estimators=gs");
    assertUsage("--max-length must be >= 3, got 2", "--max-length=2");
    assertUsage("seeds must be >= 1, got 0", "--seeds=0");
    assertUsage("--learning-rates must be finite and > 0, got 0.0", "--learning-rates=0");
  }

  private void assertUsage(String message, String option) {
    assertThat(Outcome.of(tiny(folder, option)))
        .isEqualTo(new Outcome(2, "", message + "\nTry 'gumbel-rao listops --help'.\n"));
  }

  @Test
  void aDryRunNamesEveryTraining() {
    assertThat(
            Outcome.of(tiny(folder, "--dry-run", "--estimators=tree-left,zgr,st", "--seeds=2"))
                .withoutEstimate())
        .isEqualTo(
            new Outcome(
                0,
                """
                tree-left, learning rate 0.2, seed 1
                tree-left, learning rate 0.2, seed 2
                zgr, learning rate 0.2, seed 1
                zgr, learning rate 0.2, seed 2
                st, temperature 0.1, learning rate 0.2, seed 1
                st, temperature 0.1, learning rate 0.2, seed 2
                """,
                ""));
    assertThat(folder).isEmptyDirectory();
  }
}
