package io.github.gumbelrao.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One run of a night: a command of this program.
 *
 * @param study its name
 * @param folder the name that its folder gets; that of the study but for repetitions
 * @param options of the command, less where results go
 */
record NightlyRun(String study, String folder, List<String> options) {

  /** Where runs go that left no result: they must not stand in the way of the others. */
  private static final String FAILED = "failed";

  /** Copies the options. */
  NightlyRun {
    options = List.copyOf(options);
  }

  /** What is typed for it, less where results go. */
  String command() {
    return study + " " + String.join(" ", options);
  }

  /**
   * Runs it, or resumes what is there of it.
   *
   * @param out the night's folder
   * @return the exit code
   */
  int run(Path out, PrintWriter to, PrintWriter err) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(study));
    arguments.addAll(options);
    arguments.add("--out=" + out);
    if (!goesOn(out.resolve(study))) {
      arguments.add("--overwrite");
    }
    return GumbelRaoCommand.execute(
        GumbelRaoCommand.commandLine().setOut(to).setErr(err), arguments.toArray(String[]::new));
  }

  /**
   * Whether the command takes up what a process left there that was cut short: checkpoints, or no
   * row yet. Rows without checkpoints are measured again, and so is a result of which nobody knows
   * how it ended.
   */
  private static boolean goesOn(Path folder) {
    return !Files.exists(folder.resolve("measurements.csv"))
        && (Files.exists(folder.resolve("checkpoints"))
            || !Files.exists(folder.resolve("measurements.csv.part")));
  }

  /** Gives the folder its name; can be repeated. */
  void putAway(Path out) throws IOException {
    Path from = out.resolve(study);
    boolean measured = Files.exists(from.resolve("measurements.csv"));
    if (Files.exists(from) && !measured) {
      Path failed = Files.createDirectories(out.resolve(FAILED)).resolve(folder);
      if (!Files.exists(failed)) {
        Files.move(from, failed);
      }
    } else if (measured && !folder.equals(study) && !Files.exists(out.resolve(folder))) {
      Files.move(from, out.resolve(folder));
    }
  }

  /** Whether a folder is there and not empty. */
  static boolean holdsAnything(Path out) throws IOException {
    if (!Files.isDirectory(out)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(out)) {
      return entries.findAny().isPresent();
    }
  }
}
