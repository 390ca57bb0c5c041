package io.github.gumbelrao.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.testing.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the texts tell of the paper's claims is what the published runs say. */
class ClaimsTextTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path PUBLISHED = ROOT.resolve("reports/published");

  @TempDir Path folder;

  private static String filled(Path text) throws IOException {
    return ClaimsText.of(List.of(text), PUBLISHED).get(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "reports/README.md"})
  void textsAreThoseOfThePublishedRuns(String name) throws IOException {
    Path text = ROOT.resolve(name);
    assertThat(text)
        .as("run: gumbel-rao report reports/published --claims README.md,reports/README.md")
        .hasContent(filled(text));
  }

  /** The check above can fail. */
  @Test
  void aNumberTypedByHandIsReplaced() throws IOException {
    Path text = folder.resolve("text.md");
    String typed =
        "a\n<!-- claims counted -->\nOf 12 claims 13 are confirmed.\n<!-- /claims counted -->\nb\n";
    Files.writeString(text, typed);
    assertThat(filled(text))
        .isNotEqualTo(typed)
        .startsWith("a\n<!-- claims counted -->\nOf 12 claims ")
        .endsWith(" not decided.\n<!-- /claims counted -->\nb\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"reports/README.md", "reports/tables.md"})
  void linksLeadToTheRuns(String page) throws IOException {
    Path text = ROOT.resolve(page);
    String told = Files.readString(text);
    assertThat(told.lines().filter(line -> line.contains("](published/"))).isNotEmpty();
    assertThat(told.lines().filter(line -> line.startsWith("| ")))
        .allSatisfy(
            line ->
                Pattern.compile("]\\((published/[^ )]+)")
                    .matcher(line)
                    .results()
                    .forEach(
                        link ->
                            assertThat(text.resolveSibling(link.group(1)).resolve("run.json"))
                                .exists()));
  }

  @Test
  void aTextAmongTheRunsLinksToItsNeighbors() throws IOException {
    Path copy = Files.createDirectories(folder.resolve("bias-quick"));
    for (String file : new String[] {"run.json", "measurements.csv"}) {
      Files.copy(PUBLISHED.resolve("bias-quick").resolve(file), copy.resolve(file));
    }
    Path text =
        Files.writeString(folder.resolve("README.md"), "<!-- claims -->\n<!-- /claims -->\n");
    assertThat(ClaimsText.of(List.of(text), folder).get(text))
        .contains("[bias-quick](./bias-quick)");
  }

  @Test
  void textsWithoutMarksAreRefusedInOneSentence() throws IOException {
    Path text = Files.writeString(folder.resolve("text.md"), "nothing\n");
    Path runs = Files.createDirectories(folder.resolve("runs"));
    Path copy = Files.createDirectories(runs.resolve("bias-quick"));
    for (String file : new String[] {"run.json", "measurements.csv"}) {
      Files.copy(PUBLISHED.resolve("bias-quick").resolve(file), copy.resolve(file));
    }
    Outcome outcome = Outcome.of("report", runs.toString(), "--claims=" + text);
    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.err())
        .isEqualTo(text + " must hold the mark <!-- claims -->, and does not\n");
    assertThat(text).hasContent("nothing\n");
    // Found out before anything is written.
    assertThat(outcome.out()).isEmpty();
    assertThat(runs.resolve("index.html")).doesNotExist();
    Files.writeString(text, "<!-- claims -->\n");
    assertThat(Outcome.of("report", runs.toString(), "--claims=" + text).err())
        .isEqualTo(text + " must hold <!-- /claims --> after <!-- claims -->, and does not\n");
    Files.writeString(text, "caf\u00e9 <!-- claims -->\n", StandardCharsets.ISO_8859_1);
    Outcome latin = Outcome.of("report", runs.toString(), "--claims=" + text);
    assertThat(latin.exitCode()).isEqualTo(3);
    assertThat(latin.err()).isEqualTo(text + " must be UTF-8, and is not in line 1\n");
    Outcome alone = Outcome.of("report", copy.toString(), "--claims=" + text);
    assertThat(alone.exitCode()).isEqualTo(2);
    assertThat(alone.err()).startsWith("--claims needs a folder of runs, got the run " + copy);
    Files.writeString(text, "<!-- claims rules -->\n<!-- /claims rules -->\n");
    assertThat(Outcome.of("report", runs.toString(), "--claims=" + text).exitCode()).isZero();
    assertThat(text).content().contains("- It takes most variance away at low temperatures.");
    assertThat(runs.resolve("index.html"))
        .content()
        .containsSubsequence("What the paper claims", "./bias-quick/report.html", "<h2>bias</h2>");
  }
}
