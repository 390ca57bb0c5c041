package io.github.gumbelrao.core.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.core.estimator.EstimatorFamily;
import io.github.gumbelrao.core.estimator.Estimators;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The README's example runs, learns, and is what the README shows. */
class QuickStartTest {

  private static final Path ROOT = Path.of("..");

  @ParameterizedTest
  @ValueSource(strings = {"reinforce", "gs", "st-gs", "gr"})
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
    Readme.check(Path.of("README.md"));
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
}
