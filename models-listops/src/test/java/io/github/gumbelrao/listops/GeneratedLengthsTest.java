package io.github.gumbelrao.listops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Generated data held to the released ones, by the distance of shares and means in standard errors.
 * Distinct examples drawn without replacement vary a little less than independent ones, for which
 * the errors are computed, so the chance of a false alarm is below that of {@link Bounds}.
 */
class GeneratedLengthsTest {

  private static final int COUNT = 100_000;
  private static final int[] LENGTHS = {10, 25, 50, 100};
  private static final int[] DEPTHS = {2, 3, 5, 10, 19, 20};

  /** Shares of 100,000 distinct examples with at most so many tokens, and the mean. */
  private static final double[] GIVEN_SHARES = {0.353, 0.648, 0.796, 0.894};

  private static final double GIVEN_MEAN = 42.6;

  private static List<double[]> generated;

  /** Length, its shares, depth, its shares, value and arguments of the outermost operator. */
  private static double[] quantities(Expression expression) {
    int length = expression.length();
    int depth = expression.depth();
    return Stream.of(
            IntStream.of(length),
            IntStream.of(LENGTHS).map(limit -> length <= limit ? 1 : 0),
            IntStream.of(depth),
            IntStream.of(DEPTHS).map(limit -> depth <= limit ? 1 : 0),
            IntStream.of(expression.evaluate(), outermostArguments(expression)))
        .flatMapToInt(each -> each)
        .asDoubleStream()
        .toArray();
  }

  private static int outermostArguments(Expression expression) {
    int arguments = 0;
    int open = 0;
    for (int i = 0; i < expression.length(); i++) {
      int code = expression.code(i);
      open -= code == Vocabulary.CLOSE ? 1 : 0;
      arguments += open == 1 && code != Vocabulary.CLOSE ? 1 : 0;
      open += Vocabulary.isOperator(code) ? 1 : 0;
    }
    return arguments;
  }

  private static List<double[]> quantities(Stream<Expression> expressions) {
    return expressions.map(GeneratedLengthsTest::quantities).toList();
  }

  private static List<double[]> generate(int maxDepth) {
    GeneratorSettings settings = new GeneratorSettings(1, 1, GeneratorSettings.UNLIMITED, maxDepth);
    return quantities(
        ListOpsGenerator.examples(settings, COUNT).stream().map(ListOpsExample::expression));
  }

  private static List<double[]> released() throws IOException {
    return quantities(
        ListOpsReader.readAll(ReleasedFiles.find("test_d20s.tsv.gz")).stream()
            .map(ListOpsExample::expression));
  }

  @BeforeAll
  static void generateOnce() {
    generated = generate(20);
  }

  private static double mean(List<double[]> sample, int quantity) {
    return sample.stream().mapToDouble(each -> each[quantity]).sum() / sample.size();
  }

  private static double squaredError(List<double[]> sample, int quantity) {
    double mean = mean(sample, quantity);
    double squares = sample.stream().mapToDouble(each -> Math.pow(each[quantity] - mean, 2)).sum();
    return squares / sample.size() / sample.size();
  }

  /** The largest difference of two means, in standard errors. */
  private static double distance(List<double[]> first, List<double[]> second) {
    return IntStream.range(0, first.get(0).length)
        .mapToDouble(
            quantity -> {
              double difference = Math.abs(mean(first, quantity) - mean(second, quantity));
              double error =
                  Math.sqrt(squaredError(first, quantity) + squaredError(second, quantity));
              return difference == 0 ? 0 : difference / error;
            })
        .max()
        .orElseThrow();
  }

  @Test
  void lengthsAgreeWithTheFiguresGiven() {
    for (int i = 0; i < LENGTHS.length; i++) {
      double share = GIVEN_SHARES[i];
      // Both samples have 100,000 draws, and the figure is rounded.
      double allowed = Bounds.Z * Math.sqrt(2 * share * (1 - share) / COUNT) + 0.0005;
      assertThat(mean(generated, 1 + i)).isBetween(share - allowed, share + allowed);
    }
    double allowed = Bounds.Z * Math.sqrt(2 * squaredError(generated, 0)) + 0.05;
    assertThat(mean(generated, 0)).isBetween(GIVEN_MEAN - allowed, GIVEN_MEAN + allowed);
    double atMost15 = generated.stream().filter(each -> each[0] <= 15).count();
    double atMost16 = generated.stream().filter(each -> each[0] <= 16).count();
    assertThat(atMost15).isLessThan(COUNT / 2.0);
    assertThat(atMost16).isGreaterThan(COUNT / 2.0);
  }

  @Test
  void generatedExamplesAreLikeTheReleasedOnes() throws IOException {
    assertThat(distance(generated, released())).isLessThan(Bounds.Z);
  }

  /** Each split has the law of the whole: repeats thrown away do not make the last one longer. */
  @Test
  void everySplitIsLikeTheReleasedOnes() throws IOException {
    assertThat(distance(generated.subList(0, 10_000), released())).isLessThan(Bounds.Z);
    assertThat(distance(generated.subList(90_000, COUNT), released())).isLessThan(Bounds.Z);
  }

  /** Negative controls: one level more or less, and draws with repeats. */
  @Test
  void otherDepthsAndRepeatsAreNotLikeTheReleasedOnes() throws IOException {
    List<double[]> released = released();
    assertThat(distance(generate(19), released)).isGreaterThan(2 * Bounds.Z);
    assertThat(distance(generate(21), released)).isGreaterThan(2 * Bounds.Z);
    ExpressionDraw draw =
        new ExpressionDraw(
            RandomSource.XO_SHI_RO_256_PP.create(1L), GeneratorSettings.UNLIMITED, 20);
    List<double[]> withRepeats =
        quantities(
            IntStream.range(0, COUNT)
                .mapToObj(i -> draw.next().orElseThrow())
                .filter(each -> each.length() > 1));
    assertThat(distance(withRepeats, released)).isGreaterThan(2 * Bounds.Z);
  }
}
