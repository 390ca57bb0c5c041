package io.github.gumbelrao.bench.cli;

import io.github.gumbelrao.bench.results.ResultDirectory;
import io.github.gumbelrao.bench.results.ResultDirectory.Earlier;
import io.github.gumbelrao.bench.study.Device;
import io.github.gumbelrao.bench.study.Preset;
import io.github.gumbelrao.vae.data.DataSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that all studies share. */
final class StudyOptions {

  private static final Path DEFAULT_OUT = Path.of("reports", "latest");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      defaultValue = "quick",
      converter = Names.OfPreset.class,
      description = "quick, standard or paper; default: ${DEFAULT-VALUE}")
  private Preset preset;

  @Option(
      names = "--estimators",
      paramLabel = "A,B,...",
      split = ",",
      hideParamSyntax = true,
      description = "names as printed by 'list', such as st-gs,gr-mc100")
  private List<String> estimators;

  @Option(
      names = "--temperatures",
      paramLabel = "T,...",
      split = ",",
      hideParamSyntax = true,
      description = "softmax temperatures, above 0")
  private List<Double> temperatures;

  @Option(
      names = "--arities",
      paramLabel = "N,...",
      split = ",",
      hideParamSyntax = true,
      description = "categories of a latent variable: powers of two")
  private List<Integer> arities;

  @Option(names = "--batch-size", paramLabel = "N", description = "images of a minibatch")
  private Integer batchSize;

  @Option(names = "--seed", paramLabel = "N", description = "master seed; default: 1")
  private Long seed;

  @Option(
      names = "--dataset",
      paramLabel = "NAME",
      defaultValue = "digits",
      converter = Names.OfDataSet.class,
      description = "digits or mnist; default: ${DEFAULT-VALUE}")
  private DataSetName dataset;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "folder that holds binarized_mnist/; without it mnist is cached or downloaded")
  private Path dataDir;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "where results go; default: reports/latest")
  private Path out;

  @Option(
      names = "--overwrite",
      description = "replace an earlier result in --out instead of refusing")
  private boolean overwrite;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "threads of TensorFlow; default: all cores")
  private Integer threads;

  @Option(
      names = "--device",
      paramLabel = "NAME",
      defaultValue = "cpu",
      converter = Names.OfDevice.class,
      description = "cpu or gpu; default: ${DEFAULT-VALUE}")
  private Device device;

  @Option(names = "--dry-run", description = "print what would be measured, and stop")
  private boolean dryRun;

  Preset preset() {
    return preset;
  }

  List<String> estimatorsOr(List<String> preset) {
    return estimators == null ? preset : estimators;
  }

  List<Double> temperaturesOr(List<Double> preset) {
    return temperatures == null ? preset : temperatures;
  }

  List<Integer> aritiesOr(List<Integer> preset) {
    return arities == null ? preset : arities;
  }

  int batchSizeOr(int preset) {
    return batchSize == null ? preset : batchSize;
  }

  long seedOr(long preset) {
    return seed == null ? preset : seed;
  }

  DataSetName dataset() {
    return dataset;
  }

  boolean dryRun() {
    return dryRun;
  }

  Device device() {
    return device;
  }

  int threads() {
    return threads == null ? Runtime.getRuntime().availableProcessors() : threads;
  }

  /** Refuses a folder that would not be looked at. */
  void check() {
    if (dataDir != null && dataset != DataSetName.MNIST) {
      throw new ParameterException(
          spec.commandLine(), "--data-dir needs --dataset mnist, got --dataset " + dataset);
    }
  }

  DataSet load() throws IOException {
    try (DownloadBars bars = DownloadBars.on(spec.commandLine().getErr())) {
      return dataset.load(Optional.ofNullable(dataDir), bars);
    }
  }

  /** Takes the folder of results: the default one keeps what it held, a chosen one is guarded. */
  ResultDirectory take(String study) throws IOException {
    if (out == null) {
      return ResultDirectory.take(
          DEFAULT_OUT, study, overwrite ? Earlier.OVERWRITE : Earlier.KEEP_ASIDE);
    }
    return ResultDirectory.take(out, study, overwrite ? Earlier.OVERWRITE : Earlier.REFUSE);
  }
}
