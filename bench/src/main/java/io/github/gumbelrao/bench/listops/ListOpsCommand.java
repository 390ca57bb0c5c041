package io.github.gumbelrao.bench.listops;

import io.github.gumbelrao.bench.command.Prepared;
import io.github.gumbelrao.bench.command.StudyCommand;
import io.github.gumbelrao.bench.command.Usage;
import io.github.gumbelrao.bench.command.options.PresetOptions;
import io.github.gumbelrao.bench.command.options.RunOptions;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.page.Pages;
import io.github.gumbelrao.bench.study.StudyRun;
import io.github.gumbelrao.bench.sweep.SweepCommand;
import io.github.gumbelrao.bench.sweep.SweepOptions;
import io.github.gumbelrao.core.files.DataException;
import io.github.gumbelrao.listops.training.ListOpsData;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.proto.ConfigProto;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Trains parsers, or checks a file. */
@Command(
    name = "listops",
    description = {
      "Trains a Tree-LSTM that learns to parse ListOps expressions from their values",
      "alone, with each estimator, and reports accuracy, and F1 against the gold trees.",
      "Beside estimators, --estimators takes tree-left, tree-right, tree-random and",
      "tree-gold: the same model with trees that are not learned. A run that was cut",
      "short goes on after its last epoch when the same command is given again.",
      "With --sweep it searches for the best learning rate of each cell of table 1.",
      "With --check it evaluates every row of a file, plain or gzip, against its label",
      "and prints lengths and depths. At the first row that is malformed or has a wrong",
      "label it stops, names line and column, and the exit code is 3."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Example:  gumbel-rao listops --max-length 10 --estimators st-gs,gr-mc10,gr \\",
      "              --temperatures 0.01,0.1,1.0",
      "Example:  gumbel-rao listops --sweep table1 --out results",
      "Example:  gumbel-rao listops --check test_d20s.tsv.gz"
    })
final class ListOpsCommand extends StudyCommand<ListOpsPlan> {

  @Option(
      names = "--check",
      paramLabel = "FILE",
      description =
          "rows of a label, a tab and an expression, with or without parentheses, or of Long Range"
              + " Arena")
  private Path check;

  @Mixin private ListOpsOptions options;
  @Mixin private RunOptions run;
  @Mixin private SweepOptions sweep;

  private final ListOpsStudy study;
  private final Pages pages;

  ListOpsCommand(ListOpsStudy study, Pages pages) {
    super(study, pages);
    this.study = study;
    this.pages = pages;
  }

  @Override
  public Integer call() throws IOException {
    if (check != null) {
      Usage.refuse(spec(), "--check", name -> true);
      return ListOpsCheck.run(check, spec().commandLine().getOut());
    }
    if (sweep.wanted()) {
      return sweep().call();
    }
    SweepCommand.refuseOptions(spec());
    return super.call();
  }

  private SweepCommand sweep() {
    checkTrainSize();
    int[] sizes = checked(options::sizes);
    return new SweepCommand(
        spec(),
        study,
        pages,
        new ListOpsSweep(longest -> files(longest, run.seedOr(1)), sizes[0]),
        sweep,
        run,
        options.presetOptions());
  }

  @Override
  protected ListOpsPlan plan() {
    ListOpsPlan plan = options.plan(run).fitting();
    // Sizes that nobody can generate are refused before anything is read.
    options.sizes();
    return plan;
  }

  @Override
  protected Optional<Long> work(ListOpsPlan plan) {
    // With files of one's own the number of examples is known later.
    return options.dataDir().isPresent()
        ? Optional.empty()
        : Optional.of(ListOpsRun.work(plan, options.sizes()[0]));
  }

  @Override
  protected String noEstimate(ListOpsPlan plan) {
    return "--data-dir is not read by a dry run";
  }

  @Override
  protected void check() {
    checkTrainSize();
  }

  @Override
  protected void describe(ListOpsPlan plan, PrintWriter out) {
    plan.describe().forEach(out::println);
  }

  @Override
  protected Prepared prepare(ListOpsPlan plan, ConfigProto session) throws IOException {
    ListOpsFiles files = files(plan.schedule().maxLength(), plan.seed());
    ListOpsData data = files.data();
    checkTime(ListOpsRun.work(plan, data.train().size()));
    String title =
        "%s, %d training, %d validation and %d test examples of at most %d tokens, %s"
            .formatted(
                files.name(),
                data.train().size(),
                data.valid().size(),
                data.test().size(),
                plan.schedule().maxLength(),
                String.join(", ", plan.trees()));
    return new Prepared(
        title,
        settings(plan, files),
        files.sha256(),
        context ->
            ListOpsRun.of(
                plan,
                files.name(),
                data,
                session,
                Optional.of(context.folder().checkpoints()),
                context.warn()));
  }

  @Override
  protected boolean resumes() {
    return true;
  }

  @Override
  protected void print(PrintWriter out, List<Measurement> rows, StudyRun run) {
    ListOpsTable.print(out, rows);
  }

  @Override
  protected RunOptions options() {
    return run;
  }

  @Override
  protected Optional<PresetOptions> size() {
    return Optional.of(options.presetOptions());
  }

  /** Refuses a size for a file that is read whole. */
  private void checkTrainSize() {
    Optional<Path> train = options.dataDir().flatMap(ListOpsFiles::train);
    if (train.isPresent() && options.trainSize().isPresent()) {
      throw new ParameterException(
          spec().commandLine(),
          "--train-size needs a training set that is generated, got " + train.get());
    }
  }

  private ListOpsFiles files(int maxLength, long seed) throws IOException {
    Optional<Path> folder = options.dataDir();
    try {
      ListOpsFiles files =
          folder.isPresent()
              ? ListOpsFiles.read(folder.get(), seed)
              : ListOpsFiles.generated(maxLength, options.sizes(), seed);
      ListOpsData data = cut(files.data().atMost(maxLength));
      return new ListOpsFiles(files.name(), data, files.sha256());
    } catch (IllegalArgumentException e) {
      if (folder.isPresent()) {
        throw new DataException(folder.get() + ": " + e.getMessage(), e);
      }
      throw new ParameterException(spec().commandLine(), e.getMessage(), e);
    }
  }

  /** As much of the training set as was asked for. */
  private ListOpsData cut(ListOpsData data) {
    int most = data.train().size();
    int size = options.trainSize().orElse(most);
    if (size > most) {
      throw new ParameterException(
          spec().commandLine(),
          "--train-size must be at most "
              + most
              + ", as many as are generated and short enough, got "
              + size);
    }
    return new ListOpsData(data.train().subList(0, size), data.valid(), data.test());
  }

  /** How many examples there are, for the record of a run. */
  static Map<String, Object> sizes(ListOpsData data) {
    Map<String, Object> sizes = new LinkedHashMap<>();
    sizes.put("train_examples", data.train().size());
    sizes.put("valid_examples", data.valid().size());
    sizes.put("test_examples", data.test().size());
    return sizes;
  }

  private Map<String, Object> settings(ListOpsPlan plan, ListOpsFiles files) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("preset", options.presetOptions().preset().name().toLowerCase(Locale.ROOT));
    settings.put("dataset", files.name());
    settings.putAll(sizes(files.data()));
    settings.putAll(plan.settings());
    run.describe(settings);
    return settings;
  }
}
