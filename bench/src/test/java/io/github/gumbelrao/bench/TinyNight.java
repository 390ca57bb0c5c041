package io.github.gumbelrao.bench;

import io.github.gumbelrao.bench.command.options.OptionValues;
import io.github.gumbelrao.bench.study.Study;
import io.github.gumbelrao.bench.testing.TinyStudies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;

/** The command of nights with the smallest plans of some studies, here or as a process. */
final class TinyNight {

  private TinyNight() {}

  /**
   * The command line.
   *
   * @param studies their names, each perhaps with options of its own after spaces
   */
  static CommandLine commandLine(List<String> studies) {
    CommandLine command = GumbelRaoCommand.commandLine();
    CommandLine.Model.CommandSpec root = command.getCommandSpec();
    root.removeSubcommand("nightly");
    return OptionValues.register(
        command.addSubcommand(new NightlyCommand(study -> options(study, studies))));
  }

  private static List<String> options(Study study, List<String> studies) {
    for (String each : studies) {
      List<String> words = List.of(each.split(" ", -1));
      if (words.get(0).equals(study.name())) {
        try {
          String[] more = words.subList(1, words.size()).toArray(String[]::new);
          List<String> all =
              new ArrayList<>(
                  Arrays.asList(TinyStudies.arguments(study.name(), Path.of("none"), more)));
          return all.subList(1, all.size());
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return List.of();
  }

  /** The studies, separated by semicolons, then the options of the command. */
  public static void main(String[] arguments) {
    Locale.setDefault(Locale.ROOT);
    String[] typed = arguments.clone();
    typed[0] = "nightly";
    System.exit(GumbelRaoCommand.execute(commandLine(List.of(arguments[0].split(";", -1))), typed));
  }
}
