package io.github.gumbelrao.core.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.core.estimator.EstimatorFamily;
import io.github.gumbelrao.core.estimator.Estimators;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The README's example runs, learns, and is what the README shows. */
class QuickStartTest {

  private static final Path ROOT = Path.of("..");

  private static final Pattern BLOCK =
      Pattern.compile("<!-- from (\\S+) #(\\S+) -->\\n```java\\n(.*?)```", Pattern.DOTALL);

  @ParameterizedTest
  @ValueSource(strings = {"reinforce", "gs", "st-gs", "gr-mc100"})
  void goodEstimatorsFindSeven(String name) {
    assertThat(QuickStart.probabilityOfSeven(Estimators.named(name))).isGreaterThan(0.9f);
  }

  /** As the README says; the bias of plain straight-through is not small on a curved loss. */
  @Test
  void straightThroughIsLedAstray() {
    assertThat(QuickStart.probabilityOfSeven(Estimators.named("st"))).isLessThan(0.1f);
  }

  @Test
  void everyJavaBlockOfTheReadmeIsARegionOfACompiledFile() throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    List<MatchResult> blocks = BLOCK.matcher(readme).results().toList();
    assertThat(blocks).hasSameSizeAs(Pattern.compile("```java").matcher(readme).results().toList());
    assertThat(blocks).isNotEmpty();
    for (MatchResult block : blocks) {
      assertThat(block.group(3)).isEqualTo(region(ROOT.resolve(block.group(1)), block.group(2)));
    }
  }

  @Test
  void everyEstimatorStandsInTheTableOfTheReadme() throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    assertThat(Estimators.families())
        .allSatisfy(family -> assertThat(readme).contains("| `" + family.pattern() + "` |"));
  }

  @Test
  void everyEstimatorHasItsSectionInTheDocs() throws IOException {
    String page = Files.readString(ROOT.resolve("docs").resolve("estimators.md"));
    List<String> sections =
        Pattern.compile("^## `(\\S+)`$", Pattern.MULTILINE)
            .matcher(page)
            .results()
            .map(heading -> heading.group(1))
            .toList();
    assertThat(sections)
        .containsExactlyElementsOf(
            Estimators.families().stream().map(EstimatorFamily::pattern).toList());
  }

  /** The lines between the markers {@code // #tag} and {@code // /#tag}, their indent removed. */
  private static String region(Path file, String tag) throws IOException {
    List<String> lines = Files.readAllLines(file);
    int first = index(lines, "// #" + tag) + 1;
    int last = index(lines, "// /#" + tag);
    return lines.subList(first, last).stream()
        .collect(Collectors.joining("\n"))
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
