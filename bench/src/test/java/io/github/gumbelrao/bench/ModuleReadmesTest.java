package io.github.gumbelrao.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every module has a page of three lines and an example, and the example is code that runs. */
class ModuleReadmesTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final int MAX_LINES = 30;

  private static final Pattern BLOCK =
      Pattern.compile("<!-- from (\\S+) #example -->\\n```java\\n(.*?)```", Pattern.DOTALL);

  private static final List<String> PAGES =
      List.of(
          "core/README.md",
          "toy-qp/README.md",
          "models-vae/README.md",
          "models-listops/README.md",
          "bench/README.md",
          "docs/choosing.md",
          "docs/tutorial.md",
          "docs/gpu.md",
          "docs/releases.md");

  /** A path, without the place on the page and the title. */
  private static final Pattern LINK = Pattern.compile("]\\(([^)#: ]+)(?:[# ][^)]*)?\\)");

  private static String readme(String module) throws IOException {
    return Files.readString(ROOT.resolve(module).resolve("README.md"));
  }

  @ParameterizedTest
  @CsvSource({
    "core, CheckedChoice",
    "toy-qp, ExactErrors",
    "models-vae, TrainedVae",
    "models-listops, ParsedLists"
  })
  void theExampleIsShortAndRuns(String module, String name) throws Exception {
    String readme = readme(module);
    Matcher block = BLOCK.matcher(readme);
    assertThat(block.find()).isTrue();
    assertThat(readme.split("```java", -1)).hasSize(2);
    String source = Files.readString(ROOT.resolve(block.group(1)));
    assertThat(block.group(1)).endsWith("/" + name + ".java");
    assertThat(source)
        .isEqualTo("package example;\n\n// #example\n" + block.group(2) + "// /#example\n");
    List<String> lines =
        block
            .group(2)
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("import"))
            .toList();
    assertThat(lines).hasSizeLessThan(MAX_LINES);
    Class<?> example = Class.forName("example." + name);
    PrintStream out = System.out;
    System.setOut(new PrintStream(OutputStream.nullOutputStream()));
    try {
      example.getMethod("main", String[].class).invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(out);
    }
  }

  @Test
  void linksLeadToFiles() throws IOException {
    List<String> broken = new ArrayList<>();
    int links = 0;
    for (String name : PAGES) {
      Path page = ROOT.resolve(name);
      for (MatchResult link : LINK.matcher(Files.readString(page)).results().toList()) {
        links++;
        if (!Files.exists(page.resolveSibling(link.group(1)))) {
          broken.add(name + ": " + link.group(1));
        }
      }
    }
    assertThat(broken).isEmpty();
    assertThat(links).isGreaterThan(20);
  }

  @Test
  void theCommandsOfTheBenchAreCommands() throws IOException {
    List<String> commands =
        Pattern.compile("bin/gumbel-rao (\\w+)")
            .matcher(readme("bench"))
            .results()
            .map(found -> found.group(1))
            .toList();
    assertThat(commands).isNotEmpty();
    assertThat(GumbelRaoCommand.commandLine().getSubcommands().keySet()).containsAll(commands);
  }
}
