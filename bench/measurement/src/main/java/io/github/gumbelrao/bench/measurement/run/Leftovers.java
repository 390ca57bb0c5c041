package io.github.gumbelrao.bench.measurement.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What processes that died were writing next to a file; see {@code AtomicFile}. */
final class Leftovers {

  private static final Pattern TEMPORARY =
      Pattern.compile(
          "(?:(?:run|jmh|running)[.]json|(?:report|index)[.]html)[.]([0-9]{1,18})[.]part");

  private Leftovers() {}

  /** Deletes those of processes that have died. */
  static void delete(Path folder) throws IOException {
    List<Path> leftovers;
    try (Stream<Path> files = Files.list(folder)) {
      leftovers = files.filter(Leftovers::isLeftover).toList();
    }
    for (Path leftover : leftovers) {
      Files.deleteIfExists(leftover);
    }
  }

  private static boolean isLeftover(Path file) {
    Matcher temporary = TEMPORARY.matcher(file.getFileName().toString());
    return temporary.matches()
        && ProcessHandle.of(Long.parseLong(temporary.group(1)))
            .filter(process -> !process.equals(ProcessHandle.current()))
            .isEmpty();
  }
}
