package io.github.gumbelrao.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.listops.ListOpsPlan;
import io.github.gumbelrao.bench.listops.ListOpsRun;
import io.github.gumbelrao.bench.study.Preset;
import io.github.gumbelrao.bench.testing.Outcome;
import io.github.gumbelrao.bench.testing.Surroundings;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DryRunTest {

  @TempDir Path out;

  static Stream<Surroundings> awkward() {
    return Surroundings.awkwardWithoutGraphs();
  }

  @ParameterizedTest
  @MethodSource("awkward")
  void printsOneLineAMeasurementAndWritesNothing(Surroundings surroundings) throws Exception {
    Outcome outcome =
        surroundings
            .call(() -> Outcome.of(Outcome.tiny(out, "--dry-run", "--temperatures=1,0.5")))
            .withoutEstimate();
    assertThat(outcome)
        .isEqualTo(
            new Outcome(
                0,
                """
                arity 4, step 0, reinforce
                arity 4, step 0, st-gs, temperature 1.0
                arity 4, step 0, st-gs, temperature 0.5
                arity 4, step 0, gr-mc2, temperature 1.0
                arity 4, step 0, gr-mc2, temperature 0.5
                arity 4, step 5, reinforce
                arity 4, step 5, st-gs, temperature 1.0
                arity 4, step 5, st-gs, temperature 0.5
                arity 4, step 5, gr-mc2, temperature 1.0
                arity 4, step 5, gr-mc2, temperature 0.5
                10 measurements on digits, each of 4 minibatches of 20 with 4 passes; 5 training steps
                """,
                ""));
    assertThat(out).isEmptyDirectory();
  }

  /** Arity by arity, each with its own training. */
  @Test
  void countsTheTrainingStepsOfEveryArity() {
    Outcome outcome =
        Outcome.of(
            "variance",
            "--dry-run",
            "--out=" + out,
            "--arities=4,2",
            "--checkpoints=9,3",
            "--estimators=st");
    assertThat(outcome.withoutEstimate().out())
        .isEqualTo(
            """
            arity 4, step 3, st, temperature 0.5
            arity 4, step 9, st, temperature 0.5
            arity 2, step 3, st, temperature 0.5
            arity 2, step 9, st, temperature 0.5
            4 measurements on digits, each of 20 minibatches of 20 with 20 passes; 18 training steps
            """);
  }

  /** One of a kind is not told as several. */
  @Test
  void countsOfOneAreInTheSingular() {
    String[] typed = {
      "--dry-run", "--out=" + out, "--estimators=st", "--checkpoints=1", "--temperatures=1"
    };
    for (String study : List.of("variance", "bias")) {
      String[] one = Stream.concat(Stream.of(study), Stream.of(typed)).toArray(String[]::new);
      assertThat(Outcome.of(one).withoutEstimate().out())
          .contains("\n1 measurement on digits")
          .endsWith("; 1 training step\n");
    }
  }

  /** What is typed of the optimizer and the widths reaches the training. */
  @Test
  void showsEveryTypedSettingOfATraining() {
    Outcome outcome =
        Outcome.of(
            "vae",
            "--dry-run",
            "--learning-rate=0.25",
            "--momentum=0.125",
            "--weight-decay=0.0625",
            "--latent-bits=64",
            "--hidden=32");
    assertThat(outcome.out())
        .contains(
            "learning_rate 0.25\n",
            "momentum 0.125\n",
            "weight_decay 0.0625\n",
            "latent_bits 64\n",
            "hidden 32\n");
  }

  /** Sentences four times as long take graphs several times as long to build. */
  @Test
  void buildingGraphsIsInTheEstimateOfListOps() {
    ListOpsPlan plan = ListOpsPlan.of(Preset.QUICK);
    ListOpsPlan.Schedule schedule = plan.schedule();
    ListOpsPlan longer =
        new ListOpsPlan(
            plan.trees(),
            plan.temperatures(),
            plan.learningRates(),
            plan.size(),
            new ListOpsPlan.Schedule(
                40, schedule.batchSize(), schedule.epochs(), schedule.weightDecay()),
            plan.seeds(),
            plan.seed());
    int runs = plan.trees().size() * plan.temperatures().size() * plan.learningRates().size();
    assertThat(ListOpsRun.work(longer, 10) - ListOpsRun.work(plan, 10))
        .isGreaterThan(1000L * runs * plan.seeds());
  }

  @Test
  void needsNoData() {
    Outcome outcome =
        Outcome.of(
            "variance",
            "--dry-run",
            "--out=" + out,
            "--dataset=mnist",
            "--data-dir=" + out.resolve("missing"));
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.withoutEstimate().out())
        .endsWith("500 training steps\n")
        .contains("30 measurements on mnist");
  }

  @Test
  void stillFindsMistakes() {
    assertThat(Outcome.of(Outcome.tiny(out, "--dry-run", "--latent-bits=3")).exitCode())
        .isEqualTo(2);
  }
}
