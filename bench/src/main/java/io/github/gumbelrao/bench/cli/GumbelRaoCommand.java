package io.github.gumbelrao.bench.cli;

import io.github.gumbelrao.bench.results.ResultConflictException;
import io.github.gumbelrao.core.check.Suggestions;
import io.github.gumbelrao.core.files.DataException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code gumbel-rao}: knows its subcommands and turns errors into exit codes. */
@Command(
    name = "gumbel-rao",
    description = "Gradient estimators of discrete latent variables, measured.",
    subcommands = {
      VarianceCommand.class,
      BiasCommand.class,
      ConvergenceCommand.class,
      JacobiansCommand.class,
      SpeedCommand.class,
      ListOpsCommand.class,
      PropositionsCommand.class,
      ReportCommand.class,
      CompareCommand.class,
      RegressionCommand.class,
      SimplexCommand.class,
      VaeCommand.class,
      ListCommand.class
    },
    mixinStandardHelpOptions = true,
    versionProvider = GumbelRaoCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Example:  gumbel-rao variance --estimators st-gs,gr-mc100 --arities 16",
      "Through Maven:  mvn -pl bench -Dbench.args=\"variance --preset quick\"",
      "",
      "Exit codes: 0 done, 1 a check failed, 2 usage, 3 data missing or damaged,",
      "4 some trials failed, 5 input/output, 130 interrupted."
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
    return commandLine()
        .execute(arguments.length == 0 ? new String[] {DEFAULT_COMMAND} : arguments);
  }

  static CommandLine commandLine() {
    return new CommandLine(new GumbelRaoCommand())
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

  /** Expected errors become one sentence; anything else is a bug and keeps its stack trace. */
  private static int executionError(
      Exception error, CommandLine command, CommandLine.ParseResult parsed) throws Exception {
    if (!(error instanceof IOException expected)) {
      throw error;
    }
    command.getErr().println(sentence(expected));
    if (isAboutData(error)) {
      return ExitCode.DATA;
    }
    return error instanceof ResultConflictException ? ExitCode.USAGE : ExitCode.INPUT_OUTPUT;
  }

  private static boolean isAboutData(Exception error) {
    return error instanceof DataException;
  }

  /** The file system's exceptions carry little more than a path. */
  private static String sentence(IOException error) {
    if (isAboutData(error) || error instanceof ResultConflictException) {
      return error.getMessage();
    }
    if (error instanceof AccessDeniedException) {
      return "cannot read or write " + error.getMessage() + ": permission denied";
    }
    if (error instanceof FileAlreadyExistsException) {
      return "cannot create the folder " + error.getMessage() + ": a file of that name exists";
    }
    if (error instanceof FileSystemException) {
      return "cannot read or write " + error.getMessage();
    }
    return "input or output failed: " + error.getMessage();
  }

  /** Tells the project's version and TensorFlow's. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = GumbelRaoCommand.class.getPackage().getImplementationVersion();
      return new String[] {
        "gumbel-rao " + (version == null ? "development build" : version),
        "TensorFlow " + org.tensorflow.TensorFlow.version()
      };
    }
  }
}
