package io.github.gumbelrao.bench.cli;

import io.github.gumbelrao.bench.study.Preset;
import java.util.List;
import picocli.CommandLine.Option;

/** The options of every study that comes in sizes. */
final class SizeOptions {

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      defaultValue = "quick",
      converter = Names.OfPreset.class,
      description = "quick, standard or paper; default: ${DEFAULT-VALUE}")
  private Preset preset;

  @Option(
      names = "--arities",
      paramLabel = "N,...",
      split = ",",
      hideParamSyntax = true,
      description = "categories of a latent variable: powers of two")
  private List<Integer> arities;

  @Option(names = "--batch-size", paramLabel = "N", description = "images of a minibatch")
  private Integer batchSize;

  @Option(names = "--dry-run", description = "print what would be measured, and stop")
  private boolean dryRun;

  Preset preset() {
    return preset;
  }

  List<Integer> aritiesOr(List<Integer> preset) {
    return arities == null ? preset : arities;
  }

  int batchSizeOr(int preset) {
    return batchSize == null ? preset : batchSize;
  }

  boolean dryRun() {
    return dryRun;
  }
}
