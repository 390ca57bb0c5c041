package io.github.gumbelrao.bench.listops;

import static java.util.Objects.requireNonNullElse;

import io.github.gumbelrao.bench.command.options.OptionValues;
import io.github.gumbelrao.bench.command.options.PresetOptions;
import io.github.gumbelrao.bench.command.options.RunOptions;
import io.github.gumbelrao.bench.study.MemoryLimit;
import io.github.gumbelrao.core.internal.Checks;
import io.github.gumbelrao.listops.model.TreeLstmSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of the ListOps study; what is not given comes from the preset. */
final class ListOpsOptions {

  @Mixin private PresetOptions preset;

  @Option(
      names = "--max-length",
      paramLabel = "L",
      description = "most tokens of an expression, at least 3; 10, 25 or 50 in the paper")
  private Integer maxLength;

  @Option(
      names = "--temperatures",
      paramLabel = "T,...",
      split = OptionValues.SEPARATOR,
      hideParamSyntax = true,
      description = "softmax temperatures, above 0")
  private List<Double> temperatures;

  @Option(
      names = "--learning-rates",
      paramLabel = "X,...",
      split = OptionValues.SEPARATOR,
      hideParamSyntax = true,
      description = "each is tried, and the best by validation accuracy is summed up")
  private List<Double> learningRates;

  @Option(names = "--weight-decay", paramLabel = "X", description = "of training, at least 0")
  private Double weightDecay;

  @Option(names = "--epochs", paramLabel = "N", description = "passes over the training set")
  private Integer epochs;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "examples of a training step; default: --max-length, as in the paper")
  private Integer batchSize;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "repetitions, --seed and its followers")
  private Integer seeds;

  @Option(
      names = "--hidden",
      paramLabel = "N",
      description = "width of embedding and cell; 128 in the paper")
  private Integer hidden;

  @Option(
      names = "--unscaled-scores",
      description = "do not divide a pair's score by the square root of the width")
  private boolean unscaledScores;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description =
          "folder that holds listops/{train,valid,test}_d20s.tsv, plain or .gz; a missing training"
              + " file, or all without this option, is generated")
  private Path dataDir;

  @Option(
      names = "--train-size",
      paramLabel = "N",
      description = "training examples, at least 1, where they are generated")
  private Integer trainSize;

  PresetOptions presetOptions() {
    return preset;
  }

  Optional<Path> dataDir() {
    return Optional.ofNullable(dataDir);
  }

  /** The preset's plan with everything that was typed put in its place. */
  ListOpsPlan plan(RunOptions run) {
    ListOpsPlan usual = ListOpsPresets.of(preset.preset()).plan();
    TreeLstmSettings size = usual.size();
    int length = requireNonNullElse(maxLength, usual.schedule().maxLength());
    return new ListOpsPlan(
        run.estimatorsOr(usual.trees()),
        requireNonNullElse(temperatures, usual.temperatures()),
        requireNonNullElse(learningRates, usual.learningRates()),
        new TreeLstmSettings(
            requireNonNullElse(hidden, size.embedding()),
            requireNonNullElse(hidden, size.hidden()),
            !unscaledScores),
        new ListOpsPlan.Schedule(
            length,
            requireNonNullElse(batchSize, length),
            requireNonNullElse(epochs, usual.schedule().epochs()),
            requireNonNullElse(weightDecay, usual.schedule().weightDecay())),
        requireNonNullElse(seeds, usual.seeds()),
        run.seedOr(usual.seed()));
  }

  /** What was typed, if anything. */
  OptionalInt trainSize() {
    return trainSize == null ? OptionalInt.empty() : OptionalInt.of(trainSize);
  }

  /**
   * Sizes of generated sets: training, and validation as well as test.
   *
   * @throws IllegalArgumentException if there is to be no training example
   */
  int[] sizes() {
    ListOpsPresets.Sized usual = ListOpsPresets.of(preset.preset());
    int train = Checks.atLeast("train-size", requireNonNullElse(trainSize, usual.trainSize()), 1);
    return new int[] {MemoryLimit.checkedExamples(train), usual.validSize()};
  }
}
