package io.github.gumbelrao.listops.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gumbelrao.listops.model.TreeLstmSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrialTest {

  /** By seed, trained when the first test asks. */
  private static final List<TrialResult> TESTED_ON_VALID = new ArrayList<>();

  private static final double LEARNING_RATE = 0.1;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"st-gs", "gr-mc4", "tree-random"})
  void equalSeedsGiveEqualResults(String trees) throws IOException {
    TrialResult one =
        TinyTrials.run(TinyTrials.settings(trees, LEARNING_RATE, 1), Optional.empty());
    TrialResult again =
        TinyTrials.run(TinyTrials.settings(trees, LEARNING_RATE, 1), Optional.empty());
    TrialResult other =
        TinyTrials.run(TinyTrials.settings(trees, LEARNING_RATE, 2), Optional.empty());
    assertThat(again).isEqualTo(one);
    assertThat(other.epochs()).isNotEqualTo(one.epochs());
    assertThat(one.epochs()).hasSize(TinyTrials.EPOCHS);
    assertThat(one.diverged()).isFalse();
  }

  /** Below the entropy of the labels there is no way but by reading the expressions. */
  @Test
  void learnsWithGoldTrees() throws IOException {
    TrialSettings few = TinyTrials.settings("tree-gold", 0.3, 1);
    TrialSettings more =
        new TrialSettings(
            few.trees(), 1, 8, new TreeLstmSettings(16, 16, true), few.descent(), 16, 8, 1);
    ListOpsData data = TinyTrials.data().atMost(8);
    TrialResult result =
        Trial.of(more, data).run(TinyTrials.THREADS, Optional.empty(), (epoch, steps) -> {});
    assertThat(result.epochs().get(15).trainLoss()).isLessThan(entropy(data) - 0.2);
    assertThat(result.test().orElseThrow().f1().value()).isEqualTo(1);
    assertThat(result.test().orElseThrow().exact().value()).isEqualTo(1);
  }

  private static double entropy(ListOpsData data) {
    double[] counts = new double[10];
    data.train().forEach(example -> counts[example.label()]++);
    return Arrays.stream(counts)
        .map(count -> count / data.train().size())
        .map(p -> p == 0 ? 0 : -p * Math.log(p))
        .sum();
  }

  /** Trainings whose test set is that of validation: they tell which epoch it was met at. */
  private static List<TrialResult> testedOnValid() throws IOException {
    ListOpsData data = TinyTrials.data();
    ListOpsData same = new ListOpsData(data.train(), data.valid(), data.valid());
    for (long seed = TESTED_ON_VALID.size() + 1L; seed <= 3; seed++) {
      TESTED_ON_VALID.add(
          Trial.of(TinyTrials.settings("st-gs", 0.5, seed), same)
              .run(TinyTrials.THREADS, Optional.empty(), (epoch, steps) -> {}));
    }
    return TESTED_ON_VALID;
  }

  @Test
  void theBestEpochIsTheFirstOfTheHighestValidationAccuracy() throws IOException {
    for (TrialResult result : testedOnValid()) {
      double best =
          result.epochs().stream().mapToDouble(EpochResult::validAccuracy).max().getAsDouble();
      EpochResult chosen = result.epochs().get(result.bestEpoch() - 1);
      assertThat(chosen.validAccuracy()).isEqualTo(best);
      assertThat(result.epochs().stream().limit(result.bestEpoch() - 1L))
          .allMatch(epoch -> epoch.validAccuracy() < best);
    }
  }

  /** The test set is met with the weights of the best epoch, not of the last. */
  @Test
  void theTestSetIsMetAtTheBestEpoch() throws IOException {
    for (TrialResult result : testedOnValid()) {
      EpochResult chosen = result.epochs().get(result.bestEpoch() - 1);
      assertThat(result.test().orElseThrow().accuracy().value()).isEqualTo(chosen.validAccuracy());
      assertThat(result.test().orElseThrow().loss()).isEqualTo(chosen.validLoss());
    }
    // Else the last epoch's weights would do as well.
    assertThat(testedOnValid()).anyMatch(result -> result.bestEpoch() < TinyTrials.EPOCHS);
  }

  @Test
  void saysWhenItDiverged() throws IOException {
    TrialResult result = TinyTrials.run(TinyTrials.settings("st-gs", 1e30, 1), Optional.of(folder));
    assertThat(result.diverged()).isTrue();
    assertThat(result.divergedAt()).isBetween(2L, 20L);
    assertThat(result.test()).isEmpty();
    assertThat(result.epochs()).hasSize(1);
    assertThat(result.epochs().get(0).validAccuracy()).isNaN();
    // It is remembered, not tried again.
    assertThat(TinyTrials.run(TinyTrials.settings("st-gs", 1e30, 1), Optional.of(folder)))
        .isEqualTo(result);
  }

  /** A step whose loss is finite may leave parameters that no finite loss comes of. */
  @Test
  void saysThatItsLastStepDiverged() throws IOException {
    TrialSettings settings = TinyTrials.settings("st-gs", 1e30, 1);
    TrialSettings oneStep =
        new TrialSettings(
            settings.trees(),
            settings.temperature(),
            settings.maxLength(),
            settings.model(),
            settings.descent(),
            1,
            Integer.MAX_VALUE,
            1);
    // A batch larger than the data, too, is a step.
    assertThat(Trial.steps(oneStep, 10)).isEqualTo(1);
    TrialResult result = TinyTrials.run(oneStep, Optional.empty());
    assertThat(result.divergedAt()).isEqualTo(1);
    assertThat(result.test()).isEmpty();
    assertThat(result.epochs().get(0).validLoss()).isNaN();
    assertThat(result.epochs().get(0).trainLoss()).isFinite();
  }

  @Test
  void rejectsSettingsOutOfRange() {
    assertThatThrownBy(() -> TinyTrials.settings("st-gx", 0.1, 1))
        .hasMessageStartingWith("estimator must be a known name, got 'st-gx'; nearest: st-gs");
    assertThatThrownBy(
            () ->
                new TrialSettings(
                    "st-gs",
                    0.1,
                    2,
                    TinyTrials.settings("st", 1, 1).model(),
                    TinyTrials.settings("st", 1, 1).descent(),
                    1,
                    1,
                    1))
        .hasMessage("maxLength must be >= 3, got 2");
    ListOpsData data = TinyTrials.data();
    assertThatThrownBy(() -> new ListOpsData(data.train(), List.of(), data.test()))
        .hasMessage("valid must have at least 1 example, got none");
    ListOpsData longer =
        new ListOpsData(
            data.train().stream().filter(each -> each.expression().length() > 3).toList(),
            data.valid(),
            data.test());
    assertThatThrownBy(() -> longer.atMost(3))
        .hasMessage("train must have examples of at most 3 tokens, got none");
  }
}
