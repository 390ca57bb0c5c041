package io.github.gumbelrao.bench.command.options;

import io.github.gumbelrao.bench.command.DownloadProgressBars;
import io.github.gumbelrao.vae.data.DataSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that all studies of a model on images share. */
public final class ImageDataOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--dataset",
      paramLabel = "NAME",
      defaultValue = "digits",
      description = "digits or mnist; default: ${DEFAULT-VALUE}")
  private DataSetName dataset;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "folder that holds binarized_mnist/; without it mnist is cached or downloaded")
  private Path dataDir;

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

  public DataSet load() throws IOException {
    try (DownloadProgressBars bars = DownloadProgressBars.on(spec.commandLine().getErr())) {
      return dataset.load(Optional.ofNullable(dataDir), bars);
    }
  }
}
