package io.github.gumbelrao.bench.listops;

import io.github.gumbelrao.bench.command.Prepared;
import io.github.gumbelrao.bench.command.StudyCommand;
import io.github.gumbelrao.bench.command.Usage;
import io.github.gumbelrao.bench.command.options.PlanOptions;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.page.Pages;
import io.github.gumbelrao.bench.study.PlanSettings;
import io.github.gumbelrao.bench.study.Setting;
import io.github.gumbelrao.bench.study.StudyRun;
import io.github.gumbelrao.bench.sweep.SweepCommand;
import io.github.gumbelrao.bench.sweep.SweepOptions;
import io.github.gumbelrao.bench.sweep.SweepingCommand;
import io.github.gumbelrao.core.files.DataException;
import io.github.gumbelrao.listops.training.ListOpsData;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.tensorflow.proto.ConfigProto;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Trains parsers, or checks a file. */
@Command(
    name = "listops",
    header = "Trains a Tree-LSTM that learns to parse ListOps.",
    description =
        "Trains a Tree-LSTM that learns to parse ListOps expressions from their values "
            + "alone, with each estimator, and reports accuracy, and F1 against the gold trees. "
            + "Beside estimators, --estimators takes tree-left, tree-right, tree-random and "
            + "tree-gold: the same model with trees that are not learned. A run that was cut "
            + "short resumes after its last epoch when the same command is given again. "
            + "With --sweep it searches for the best learning rate of each cell of table 1. "
            + "With --check it evaluates every row of a file, plain or gzip, against its label "
            + "and prints lengths and depths. At the first row that is malformed or has a wrong "
            + "label it stops, names line and column, and the exit code is 3.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Example:  gumbel-rao listops --max-length 10 --estimators st-gs,gr-mc10,gr \\",
      "              --temperatures 0.01,0.1,1.0",
      "Example:  gumbel-rao listops --sweep table1 --out results",
      "Example:  gumbel-rao listops --check test_d20s.tsv.gz"
    })
final class ListOpsCommand extends StudyCommand<ListOpsPlan> implements SweepingCommand {

  @Mixin private SweepOptions sweep;

  @Option(
      names = "--check",
      paramLabel = "FILE",
      description =
          "rows of a label, a tab and an expression, with or without parentheses, or of Long Range"
              + " Arena")
  private Path check;

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

  /** What the model's one option does. */
  static final String NOT_READ = "--data-dir is not read by a dry run";

  /** How the record of a run names the sizes of its three sets. */
  static final List<String> SIZES = List.of("train_examples", "valid_examples", "test_examples");

  private record Width(@Setting("width of embedding and cell; 128 in the paper") int hidden) {}

  ListOpsCommand(ListOpsStudy study, Pages pages) {
    super(study, pages, PlanOptions.of(Width.class, ListOpsPlan.class, ListOpsFiles.Sizes.class));
  }

  @Override
  public Integer call() throws IOException {
    if (check != null) {
      Usage.refuse(spec(), "--check", name -> true);
      return ListOpsCheck.run(check, spec().commandLine().getOut());
    }
    if (sweep.wanted()) {
      checkTrainSize();
      return sweepCommand().call();
    }
    SweepCommand.refuseOptions(spec());
    return super.call();
  }

  @Override
  public SweepCommand sweepCommand() {
    ListOpsFiles.Sizes sizes = checked(this::sizes);
    long seed = (long) typed().getOrDefault("seed", 1L);
    return new SweepCommand(
        this,
        new ListOpsSweep(length -> files(length, seed), trainSize(sizes), asked(sizes)),
        sweep);
  }

  /** What the examples of a length follow from, besides the files and the seed. */
  private Map<String, Object> asked(ListOpsFiles.Sizes sizes) {
    Map<String, Object> asked = new LinkedHashMap<>();
    if (dataDir == null || typed().containsKey("train_size")) {
      asked.put("train_size", sizes.trainSize());
    }
    if (dataDir == null) {
      asked.put("valid_size", sizes.validSize());
    }
    return asked;
  }

  @Override
  protected ListOpsPlan plan() {
    ListOpsPlan usual = ListOpsPlan.of(size().preset());
    Map<String, Object> typed = typed();
    typed.putIfAbsent("batch_size", typed.getOrDefault("max_length", usual.schedule().maxLength()));
    typed.put("embedding", typed.getOrDefault("hidden", usual.size().embedding()));
    typed.put("scaled_scores", !unscaledScores);
    ListOpsPlan plan = PlanSettings.with(usual, typed).fitting();
    // Sizes that nobody can generate are refused before anything is read.
    sizes();
    return plan;
  }

  private ListOpsFiles.Sizes sizes() {
    return typed(ListOpsFiles.Sizes.of(size().preset()));
  }

  @Override
  protected Optional<Long> work(ListOpsPlan plan) {
    OptionalInt examples = trainSize(sizes());
    return examples.isPresent()
        ? Optional.of(ListOpsRun.work(plan, examples.getAsInt()))
        : Optional.empty();
  }

  /** With files of one's own the number of examples is known later. */
  private OptionalInt trainSize(ListOpsFiles.Sizes sizes) {
    return dataDir != null ? OptionalInt.empty() : OptionalInt.of(sizes.trainSize());
  }

  @Override
  protected String noEstimate(ListOpsPlan plan) {
    return NOT_READ;
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
        ownSettings(plan, files),
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

  /** Refuses a size for a file that is read whole. */
  private void checkTrainSize() {
    Optional<Path> train = Optional.ofNullable(dataDir).flatMap(ListOpsFiles::train);
    if (train.isPresent() && typed().containsKey("train_size")) {
      throw new ParameterException(
          spec().commandLine(),
          "--train-size needs a training set that is generated, got " + train.get());
    }
  }

  private ListOpsFiles files(int maxLength, long seed) throws IOException {
    try {
      ListOpsFiles files =
          dataDir != null
              ? ListOpsFiles.read(dataDir, seed)
              : ListOpsFiles.generated(maxLength, sizes(), seed);
      ListOpsData data = cut(files.data().atMost(maxLength));
      return new ListOpsFiles(files.name(), data, files.sha256());
    } catch (IllegalArgumentException e) {
      if (dataDir != null) {
        throw new DataException(dataDir + ": " + e.getMessage(), e);
      }
      throw new ParameterException(spec().commandLine(), e.getMessage(), e);
    }
  }

  /** As much of the training set as was asked for. */
  private ListOpsData cut(ListOpsData data) {
    int most = data.train().size();
    int size = (int) typed().getOrDefault("train_size", most);
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
    sizes.put(SIZES.get(0), data.train().size());
    sizes.put(SIZES.get(1), data.valid().size());
    sizes.put(SIZES.get(2), data.test().size());
    return sizes;
  }

  private static Map<String, Object> ownSettings(ListOpsPlan plan, ListOpsFiles files) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("dataset", files.name());
    settings.putAll(sizes(files.data()));
    settings.putAll(plan.settings());
    return settings;
  }
}
