package io.github.gumbelrao.listops.training;

import io.github.gumbelrao.listops.BinaryTree;
import io.github.gumbelrao.listops.ListOpsExample;
import io.github.gumbelrao.listops.Vocabulary;
import io.github.gumbelrao.listops.model.EvaluationStep.Prediction;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * How well a model does on a set of examples.
 *
 * @param loss mean minus log-probability of the label, in nats
 * @param accuracy share of values that are right
 * @param f1 mean unlabeled F1 of the trees against the gold trees, without roots, over examples of
 *     at least 3 tokens; its count is 0, and its value NaN, where there are none
 * @param exact share of trees that are the gold tree, over the same examples
 * @param byLength accuracy by number of tokens, rounded up to a multiple of 5
 * @param byDepth accuracy by levels of the expression's tree
 * @param trees some parsed examples
 */
public record Evaluation(
    double loss,
    Share accuracy,
    Share f1,
    Share exact,
    SortedMap<Integer, Share> byLength,
    SortedMap<Integer, Share> byDepth,
    List<ParsedExample> trees) {

  private static final int LENGTHS = 5;

  /** Few enough to be looked at. */
  private static final int SHOWN = 6;

  /**
   * A mean of numbers between 0 and 1.
   *
   * @param total their sum
   * @param count how many
   */
  public record Share(double total, long count) {

    private static final Share NONE = new Share(0, 0);

    /**
     * The mean.
     *
     * @return a fraction; NaN of none
     */
    public double value() {
      return total / count;
    }

    private Share plus(double number) {
      return new Share(total + number, count + 1);
    }
  }

  /**
   * One example with its trees.
   *
   * @param gold tokens and parentheses of the gold tree
   * @param predicted of the model's tree
   * @param label the right value
   * @param answer the model's value
   * @param f1 of the tree
   */
  public record ParsedExample(String gold, String predicted, int label, int answer, double f1) {}

  /** Counts what was right. */
  static Evaluation of(List<ListOpsExample> examples, List<Prediction> predictions) {
    double loss = 0;
    Share accuracy = Share.NONE;
    Share f1 = Share.NONE;
    Share exact = Share.NONE;
    SortedMap<Integer, Share> byLength = new TreeMap<>();
    SortedMap<Integer, Share> byDepth = new TreeMap<>();
    List<ParsedExample> trees = new ArrayList<>();
    for (int i = 0; i < examples.size(); i++) {
      ListOpsExample example = examples.get(i);
      Prediction prediction = predictions.get(i);
      int length = example.expression().length();
      double right = prediction.label() == example.label() ? 1 : 0;
      loss += prediction.loss() / examples.size();
      accuracy = accuracy.plus(right);
      byLength.merge(
          (length + LENGTHS - 1) / LENGTHS * LENGTHS,
          Share.NONE.plus(right),
          (share, ignored) -> share.plus(right));
      byDepth.merge(
          example.expression().depth(),
          Share.NONE.plus(right),
          (share, ignored) -> share.plus(right));
      if (length >= 3) {
        ParsedExample parsed = parsed(example, prediction);
        f1 = f1.plus(parsed.f1());
        exact = exact.plus(parsed.f1() == 1 ? 1 : 0);
        if (trees.size() < SHOWN) {
          trees.add(parsed);
        }
      }
    }
    return new Evaluation(loss, accuracy, f1, exact, byLength, byDepth, trees);
  }

  private static ParsedExample parsed(ListOpsExample example, Prediction prediction) {
    List<String> tokens =
        IntStream.range(0, example.expression().length())
            .mapToObj(i -> Vocabulary.text(example.expression().code(i)))
            .toList();
    BinaryTree gold = BinaryTree.gold(example.expression());
    return new ParsedExample(
        bracketed(gold, tokens),
        bracketed(prediction.tree(), tokens),
        example.label(),
        prediction.label(),
        prediction.tree().f1(gold));
  }

  /** Tokens and parentheses, separated by single spaces. */
  private static String bracketed(BinaryTree tree, List<String> tokens) {
    List<String> items = new ArrayList<>(tokens);
    for (int left : tree.merges()) {
      items.set(left, "( " + items.get(left) + " " + items.remove(left + 1) + " )");
    }
    return items.get(0);
  }
}
