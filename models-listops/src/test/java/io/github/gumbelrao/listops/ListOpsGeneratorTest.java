package io.github.gumbelrao.listops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListOpsGeneratorTest {

  @TempDir Path folder;

  private static Stream<Expression> expressions(List<ListOpsExample> examples) {
    return examples.stream().map(ListOpsExample::expression);
  }

  /** The digests were taken once; whatever changes the bytes for a seed changes every study. */
  @ParameterizedTest
  @CsvSource({
    "1, 2147483647, 27b161e292b6b59fdc15d1d37e1da71f8a135988a41e4e15e280bff040e58f1a",
    "-9223372036854775808, 2147483647, 947efea363b1c39bbf94e4f6cb0efbb906a0619a3678bffb1f55dbaa3d23a476",
    "1, 10, db0a576412aef3d91424129a86bf095fd9de324690b2abab6e659a8638069ab8",
  })
  void bytesOfASeedAreTheSameOnEveryMachine(long seed, int maxLength, String sha256)
      throws IOException {
    Path file = folder.resolve("train.tsv");
    ListOpsWriter.write(
        file, ListOpsGenerator.examples(GeneratorSettings.upTo(maxLength, seed), 1000));
    assertThat(file).hasDigest("SHA-256", sha256);
  }

  @Test
  void examplesAreDistinctAndLabeledWithTheirValue() {
    List<ListOpsExample> examples =
        ListOpsGenerator.examples(GeneratorSettings.released(2), 20_000);
    assertThat(examples)
        .hasSize(20_000)
        .allMatch(example -> example.expression().evaluate() == example.label());
    assertThat(expressions(examples).distinct().count()).isEqualTo(20_000);
  }

  @Test
  void limitsAreKeptAndReached() {
    List<ListOpsExample> examples =
        ListOpsGenerator.examples(new GeneratorSettings(3, 6, 25, 4), 5000);
    assertThat(expressions(examples).mapToInt(Expression::length).min()).hasValue(6);
    assertThat(expressions(examples).mapToInt(Expression::length).max()).hasValue(25);
    assertThat(expressions(examples).mapToInt(Expression::depth).max()).hasValue(4);
    assertThat(ListOpsGenerator.examples(new GeneratorSettings(3, 4, 4, 20), 400))
        .allMatch(example -> example.expression().length() == 4);
  }

  @Test
  void splitsShareNothingAndAreTheExamplesOfTheirSumCut() {
    GeneratorSettings settings = GeneratorSettings.released(4);
    List<List<ListOpsExample>> splits = ListOpsGenerator.splits(settings, 700, 0, 200, 100);
    assertThat(splits).extracting(List::size).containsExactly(700, 0, 200, 100);
    assertThat(splits.stream().flatMap(List::stream))
        .containsExactlyElementsOf(ListOpsGenerator.examples(settings, 1000));
    Set<Expression> all = new HashSet<>();
    splits.forEach(split -> expressions(split).forEach(all::add));
    assertThat(all).hasSize(1000);
  }

  /** Ten digits and four operators with two digits: 410. */
  @Test
  void everyExampleThatCanBeIsFound() {
    List<ListOpsExample> examples = ListOpsGenerator.examples(GeneratorSettings.upTo(4, 5), 410);
    assertThat(expressions(examples).filter(each -> each.length() == 1)).hasSize(10);
    assertThat(expressions(examples).distinct()).hasSize(410);
  }

  @Test
  void refusesMoreThanThereCanBe() {
    assertThatThrownBy(() -> ListOpsGenerator.splits(GeneratorSettings.upTo(4, 5), 400, 11))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "settings must allow 411 distinct examples, got 410 in 10411000 draws with"
                + " GeneratorSettings[seed=5, minLength=1, maxLength=4, maxDepth=20]");
  }

  @Test
  void differentSeedsGiveDifferentExamples() {
    assertThat(ListOpsGenerator.examples(GeneratorSettings.released(1), 100))
        .isNotEqualTo(ListOpsGenerator.examples(GeneratorSettings.released(2), 100));
  }

  @Test
  void rejectsBadArguments() {
    GeneratorSettings settings = GeneratorSettings.released(1);
    assertRejected(() -> ListOpsGenerator.examples(settings, -1), "count must be >= 0, got -1");
    assertRejected(() -> ListOpsGenerator.splits(settings, 3, -1), "size must be >= 0, got -1");
    assertRejected(() -> new GeneratorSettings(1, 0, 10, 20), "minLength must be >= 1, got 0");
    assertRejected(
        () -> new GeneratorSettings(1, 5, 4, 20), "maxLength must be >= minLength = 5, got 4");
    assertRejected(() -> new GeneratorSettings(1, 1, 4, 0), "maxDepth must be >= 1, got 0");
    assertThatThrownBy(() -> ListOpsGenerator.splits(settings, Integer.MAX_VALUE, 1))
        .isInstanceOf(ArithmeticException.class);
    assertThat(ListOpsGenerator.examples(settings, 0)).isEmpty();
  }

  private static void assertRejected(Runnable call, String message) {
    assertThatThrownBy(call::run).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
