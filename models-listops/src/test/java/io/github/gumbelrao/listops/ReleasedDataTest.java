package io.github.gumbelrao.listops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Everything that can be said of the {@link ReleasedFiles}. */
class ReleasedDataTest {

  @ParameterizedTest
  @CsvSource({"test_d20s.tsv.gz, 10000", "valid_d20s.tsv.gz, 1000"})
  void everyRowEvaluatesToItsLabelWithAndWithoutParentheses(String name, int count)
      throws IOException {
    Path file = ReleasedFiles.find(name);
    List<String> rows = rows(file);
    List<ListOpsExample> examples = ListOpsReader.readAll(file);
    assertThat(examples).hasSameSizeAs(rows).hasSize(count);
    for (int i = 0; i < count; i++) {
      String text = rows.get(i).substring(2);
      Expression expression = examples.get(i).expression();
      Expression plain = Expression.parse(withoutParentheses(text));
      assertThat(expression.evaluate())
          .as("value of %s line %d", name, i + 1)
          .isEqualTo(examples.get(i).label());
      assertThat(plain).as("%s line %d without parentheses", name, i + 1).isEqualTo(expression);
      assertThat(expression.toParenthesizedString()).isEqualTo(text);
    }
  }

  @Test
  void releasedRowsReachTheTwentyLevelsTheyWereGeneratedWith() throws IOException {
    List<ListOpsExample> examples = ListOpsReader.readAll(ReleasedFiles.find("test_d20s.tsv.gz"));
    assertThat(examples.stream().mapToInt(example -> example.expression().depth()).max())
        .hasValue(20);
  }

  /** Negative control: parentheses are read, not skipped. */
  @Test
  void removingAnySingleParenthesisMakesARowMalformed() throws IOException {
    List<String> rows = rows(ReleasedFiles.find("valid_d20s.tsv.gz")).subList(0, 100);
    for (String row : rows) {
      List<String> tokens = List.of(row.substring(2).split(" "));
      for (int i = 0; i < tokens.size(); i++) {
        if (tokens.get(i).equals("(") || tokens.get(i).equals(")")) {
          List<String> fewer = new ArrayList<>(tokens);
          fewer.remove(i);
          assertThatThrownBy(() -> Expression.parse(String.join(" ", fewer)))
              .isInstanceOf(IllegalArgumentException.class);
        }
      }
    }
  }

  /** Negative control: a median rounded up would not agree with the labels. */
  @Test
  void labelsTellApartTheTwoWaysOfRoundingAMedian() throws IOException {
    long telling =
        ListOpsReader.readAll(ReleasedFiles.find("test_d20s.tsv.gz")).stream()
            .filter(example -> example.expression().toString().matches("\\[MED \\d \\d \\]"))
            .filter(example -> example.expression().code(1) % 2 != example.expression().code(2) % 2)
            .count();
    assertThat(telling).isPositive();
  }

  private static List<String> rows(Path file) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.US_ASCII))) {
      return reader.lines().toList();
    }
  }

  private static String withoutParentheses(String text) {
    return text.replaceAll("[()] ", "").replaceAll(" [()]", "");
  }
}
