package io.github.gumbelrao.bench.command.options;

import io.github.gumbelrao.bench.command.DownloadProgressBars;
import io.github.gumbelrao.vae.data.DataSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that all studies of a model on images share. */
public final class ImageDataOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Mixin private RunOptions run;
  @Mixin private SizeOptions size;

  @Option(
      names = "--temperatures",
      paramLabel = "T,...",
      split = OptionValues.SEPARATOR,
      hideParamSyntax = true,
      description = "softmax temperatures, above 0")
  private List<Double> temperatures;

  @Option(
      names = "--dataset",
      paramLabel = "NAME",
      defaultValue = "digits",
      converter = EnumNames.OfDataSet.class,
      description = "digits or mnist; default: ${DEFAULT-VALUE}")
  private DataSetName dataset;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "folder that holds binarized_mnist/; without it mnist is cached or downloaded")
  private Path dataDir;

  public SizeOptions size() {
    return size;
  }

  public RunOptions run() {
    return run;
  }

  public List<Double> temperaturesOr(List<Double> preset) {
    return temperatures == null ? preset : temperatures;
  }

  public DataSetName dataset() {
    return dataset;
  }

  /** Refuses a folder that would not be looked at. */
  public void check() {
    if (dataDir != null && dataset != DataSetName.MNIST) {
      throw new ParameterException(
          spec.commandLine(), "--data-dir needs --dataset mnist, got --dataset " + dataset);
    }
  }

  /** Every setting of a run by name: preset and data, then its plan's, then where it runs. */
  public Map<String, Object> settings(Map<String, Object> plan) {
    Map<String, Object> settings = new LinkedHashMap<>();
    size.preset().describe(settings);
    settings.put("dataset", dataset.toString());
    settings.putAll(plan);
    run.describe(settings);
    return settings;
  }

  public DataSet load() throws IOException {
    try (DownloadProgressBars bars = DownloadProgressBars.on(spec.commandLine().getErr())) {
      return dataset.load(Optional.ofNullable(dataDir), bars);
    }
  }
}
