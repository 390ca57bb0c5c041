package io.github.gumbelrao.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages on how the code is built name classes and files that there are. */
class DocumentationTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final List<String> MODULES =
      List.of("core", "toy-qp", "models-vae", "models-listops", "bench", "bench/measurement");

  /** Two capitals at least, and no dots: the name of a class. */
  private static final Pattern CLASS = Pattern.compile("`(?:[a-z.]+\\.)?([A-Z][a-z]+[A-Z]\\w+)`");

  private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)\\)");

  private static Set<String> classes() throws IOException {
    Set<String> classes = new HashSet<>();
    for (String module : MODULES) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src"))) {
        classes.addAll(
            files
                .map(file -> file.getFileName().toString())
                .filter(name -> name.endsWith(".java"))
                .map(name -> name.replace(".java", ""))
                .collect(Collectors.toSet()));
      }
    }
    return classes;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"docs/architecture.md", "docs/adding-a-study.md", "docs/adding-an-estimator.md"})
  void itsNamesAreThoseOfTheCode(String page) throws IOException {
    Path file = ROOT.resolve(page);
    String text = Files.readString(file);
    List<String> named = CLASS.matcher(text).results().map(match -> match.group(1)).toList();
    assertThat(named).isNotEmpty();
    assertThat(classes()).containsAll(named);
    List<String> links = LINK.matcher(text).results().map(match -> match.group(1)).toList();
    assertThat(links).isNotEmpty().allMatch(link -> Files.exists(file.resolveSibling(link)));
  }
}
