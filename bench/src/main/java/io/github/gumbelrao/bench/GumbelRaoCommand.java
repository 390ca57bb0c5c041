package io.github.gumbelrao.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.gumbelrao.bench.advise.AdviseCommand;
import io.github.gumbelrao.bench.check.CheckCommand;
import io.github.gumbelrao.bench.command.ExitCode;
import io.github.gumbelrao.bench.command.Failure;
import io.github.gumbelrao.bench.command.options.OptionValues;
import io.github.gumbelrao.bench.measurement.run.Provenance;
import io.github.gumbelrao.bench.measurement.sweep.TrialFunction;
import io.github.gumbelrao.bench.sweep.SweepingCommand;
import io.github.gumbelrao.core.internal.Suggestions;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code gumbel-rao}: knows its subcommands and their common rules. */
@Command(
    name = "gumbel-rao",
    description = "Gradient estimators of discrete latent variables, measured.",
    mixinStandardHelpOptions = true,
    versionProvider = GumbelRaoCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Example:  gumbel-rao variance --estimators st-gs,gr --arities 16",
      "Through Maven:  mvn -pl bench -Dbench.args=\"variance --preset quick\"",
      "",
      "Exit codes: 0 done, 1 a check failed, 2 usage, 3 data missing or damaged,",
      "4 some trials failed, 5 input/output, memory or an internal error,",
      "130 interrupted."
    })
public final class GumbelRaoCommand {

  /** The study that runs when nothing is asked for. */
  private static final String DEFAULT_COMMAND = "variance";

  private GumbelRaoCommand() {}

  /**
   * Runs one command.
   *
   * @param arguments as typed; none means the default study
   * @return the exit code
   */
  public static int run(String... arguments) {
    if (!"a".equals(new String("a".getBytes(Charset.defaultCharset()), US_ASCII))) {
      // Java itself loads no native library then.
      System.err.println(
          "file.encoding must write ASCII as ASCII, such as UTF-8, got "
              + Charset.defaultCharset());
      return ExitCode.USAGE;
    }
    try {
      return execute(
          commandLine(), arguments.length == 0 ? new String[] {DEFAULT_COMMAND} : arguments);
    } catch (RuntimeException | Error e) {
      // The commands themselves cannot be set up, and maybe not even what tells of a failure.
      System.err.println(
          "the program's own classes cannot be read ("
              + e
              + "): too many files are open, or it must be built again, after mvn clean");
      return ExitCode.INPUT_OUTPUT;
    }
  }

  /** Runs a command line: the one place that whatever is thrown comes to. */
  public static int execute(CommandLine command, String... arguments) {
    try {
      return command.execute(arguments);
    } catch (RuntimeException | Error e) {
      return Failure.of(e).print(e, command.getErr());
    }
  }

  /**
   * What runs the trials of a sweep, on a machine that was given its command.
   *
   * @param typed the command of the sweep
   * @return with its data loaded
   * @throws IOException if they cannot be read
   * @throws ParameterException if it is no command of a sweep
   */
  public static TrialFunction trials(List<String> typed) throws IOException {
    CommandLine command = commandLine();
    CommandLine.ParseResult parsed = command.parseArgs(typed.toArray(String[]::new));
    Object study =
        parsed.hasSubcommand()
            ? parsed.subcommand().commandSpec().userObject()
            : command.getCommandSpec().userObject();
    if (study instanceof SweepingCommand sweep) {
      return sweep.sweepCommand().trials();
    }
    throw new ParameterException(command, "a sweep must be asked for, got " + typed);
  }

  public static CommandLine commandLine() {
    CommandLine command = new CommandLine(new GumbelRaoCommand());
    Studies.ALL.forEach(study -> command.addSubcommand(study.command(Studies.PAGES)));
    List.of(
            new StatusCommand(),
            new MergeCommand(),
            new ReportCommand(),
            new CompareCommand(),
            new RegressionCommand(),
            new NightlyCommand(),
            new CheckCommand(),
            new AdviseCommand(),
            new ListCommand())
        .forEach(command::addSubcommand);
    return OptionValues.register(command)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(GumbelRaoCommand::usageError)
        .setExecutionExceptionHandler(GumbelRaoCommand::executionError);
  }

  private static int usageError(ParameterException error, String[] arguments) {
    CommandLine command = error.getCommandLine();
    command.getErr().println(message(error));
    command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return ExitCode.USAGE;
  }

  private static String message(ParameterException error) {
    if (error instanceof UnmatchedArgumentException unmatched
        && !unmatched.getUnmatched().isEmpty()) {
      String typed = unmatched.getUnmatched().get(0);
      CommandLine command = error.getCommandLine();
      boolean option = typed.startsWith("-");
      // The value after '=' would make long names look near.
      String word = option ? typed.replaceFirst("=.*", "") : typed;
      List<String> known =
          option
              ? command.getCommandSpec().options().stream()
                  .flatMap(each -> List.of(each.names()).stream())
                  .toList()
              : List.copyOf(command.getSubcommands().keySet());
      String kind = option ? "option" : known.isEmpty() ? "argument" : "command";
      String nearest = String.join(", ", Suggestions.nearest(word, known));
      return "unknown "
          + kind
          + " '"
          + word
          + "'"
          + (known.isEmpty() ? "" : "; nearest: " + nearest);
    }
    return error.getMessage();
  }

  private static int executionError(
      Exception error, CommandLine command, CommandLine.ParseResult parsed) {
    return Failure.of(error).print(error, command.getErr());
  }

  /** Tells the project's version, the commit that it was built from, and TensorFlow's version. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = GumbelRaoCommand.class.getPackage().getImplementationVersion();
      return new String[] {
        "gumbel-rao " + (version == null ? "development build" : version),
        "commit " + Provenance.builtFrom(),
        "TensorFlow " + org.tensorflow.TensorFlow.version()
      };
    }
  }
}
