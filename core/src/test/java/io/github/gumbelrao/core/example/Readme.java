package io.github.gumbelrao.core.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Blocks of Java on a page, each of which is a region of a compiled file. */
final class Readme {

  private static final Path ROOT = Path.of("..");

  private static final Pattern BLOCK =
      Pattern.compile("<!-- from (\\S+) #(\\S+) -->\\n```java\\n(.*?)```", Pattern.DOTALL);

  private Readme() {}

  /** Holds every block of Java to its region; there is at least one. */
  static void check(Path page) throws IOException {
    String text = Files.readString(ROOT.resolve(page));
    List<MatchResult> blocks = BLOCK.matcher(text).results().toList();
    assertThat(blocks).hasSameSizeAs(Pattern.compile("```java").matcher(text).results().toList());
    assertThat(blocks).isNotEmpty();
    for (MatchResult block : blocks) {
      assertThat(block.group(3)).isEqualTo(region(ROOT.resolve(block.group(1)), block.group(2)));
    }
  }

  /** The lines between the markers {@code // #tag} and {@code // /#tag}, their indent removed. */
  private static String region(Path file, String tag) throws IOException {
    List<String> lines = Files.readAllLines(file);
    int first = index(lines, "// #" + tag) + 1;
    int last = index(lines, "// /#" + tag);
    return lines.subList(first, last).stream()
        .collect(Collectors.joining("\n"))
        .stripTrailing()
        .stripIndent()
        .strip()
        .concat("\n");
  }

  private static int index(List<String> lines, String marker) {
    List<String> stripped = lines.stream().map(String::strip).toList();
    assertThat(stripped).contains(marker);
    return stripped.indexOf(marker);
  }
}
