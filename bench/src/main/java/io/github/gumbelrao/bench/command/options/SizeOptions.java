package io.github.gumbelrao.bench.command.options;

import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every study of a model that comes in sizes. */
public final class SizeOptions {

  @Mixin private PresetOptions preset;

  @Option(
      names = "--arities",
      paramLabel = "N,...",
      split = OptionValues.SEPARATOR,
      hideParamSyntax = true,
      description = "categories of a latent variable: powers of two")
  private List<Integer> arities;

  @Option(names = "--batch-size", paramLabel = "N", description = "images of a minibatch")
  private Integer batchSize;

  /**
   * How large.
   *
   * @return the preset, and whether it runs
   */
  public PresetOptions preset() {
    return preset;
  }

  public List<Integer> aritiesOr(List<Integer> preset) {
    return arities == null ? preset : arities;
  }

  public int batchSizeOr(int preset) {
    return batchSize == null ? preset : batchSize;
  }
}
