package io.github.gumbelrao.bench.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.GumbelRaoCommand;
import io.github.gumbelrao.bench.Studies;
import io.github.gumbelrao.bench.command.options.OptionValues;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/**
 * What a command left behind.
 *
 * @param exitCode its exit code
 * @param out what it printed
 * @param err what it complained of
 */
public record Outcome(int exitCode, String out, String err) {

  /** The smallest study that has everything: some seconds the first time, then about one. */
  private static final List<String> TINY =
      List.of(
          "variance",
          "--arities=4",
          "--latent-bits=4",
          "--hidden=8",
          "--checkpoints=0,5",
          "--minibatches=4",
          "--passes=4",
          "--estimators=reinforce,st-gs,gr-mc2",
          "--threads=1");

  /** Runs a command in this process. */
  public static Outcome of(String... arguments) {
    return of(OptionValues::path, arguments);
  }

  /** Runs a command in this process, on files that are made from what is typed. */
  public static Outcome of(CommandLine.ITypeConverter<Path> files, String... arguments) {
    return of(files, GumbelRaoCommand.commandLine(), arguments);
  }

  /** Runs a command beside the usual ones. */
  public static Outcome of(
      CommandLine.ITypeConverter<Path> files, CountingStudy more, String... arguments) {
    // What is set of a command is passed on to the commands that it has by then.
    CommandLine command =
        GumbelRaoCommand.commandLine()
            .addSubcommand(more.command(Studies.PAGES))
            .setCaseInsensitiveEnumValuesAllowed(true);
    return of(files, command, arguments);
  }

  private static Outcome of(
      CommandLine.ITypeConverter<Path> files, CommandLine usual, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        usual
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .registerConverter(Path.class, files);
    int exitCode = GumbelRaoCommand.execute(command, arguments);
    return new Outcome(exitCode, lines(out), lines(err));
  }

  private static String lines(StringWriter text) {
    return text.toString().replace(System.lineSeparator(), "\n");
  }

  /** A dry run without its last line, which must tell of the time. */
  public Outcome withoutEstimate() {
    int last = out.lastIndexOf('\n', out.length() - 2) + 1;
    assertThat(out.substring(last))
        .matches(
            "(about [0-9a-z ]+ (on [0-9]+ cores?|with (one worker|[0-9]+ workers)),"
                + " from the measured time of the preset [a-z]+"
                + "|no estimate of the time: [a-z -]+)\n");
    return new Outcome(exitCode, out.substring(0, last), err);
  }

  /** The arguments of the smallest study, with some of one's own. */
  public static String[] tiny(Path out, String... more) {
    List<String> arguments = new ArrayList<>(TINY);
    arguments.add("--out=" + out);
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }
}
