package io.github.gumbelrao.listops.training;

import io.github.gumbelrao.core.internal.Sha256;
import io.github.gumbelrao.listops.Expression;
import io.github.gumbelrao.listops.ListOpsExample;
import java.security.MessageDigest;
import java.util.List;

/**
 * The three parts of a data set.
 *
 * @param train what is learned from, at least one example
 * @param valid what chooses the epoch, at least one
 * @param test what is reported, at least one
 */
public record ListOpsData(
    List<ListOpsExample> train, List<ListOpsExample> valid, List<ListOpsExample> test) {

  /** Copies the lists and refuses empty ones. */
  public ListOpsData {
    train = some("train", train);
    valid = some("valid", valid);
    test = some("test", test);
  }

  private static List<ListOpsExample> some(String name, List<ListOpsExample> examples) {
    if (examples.isEmpty()) {
      throw new IllegalArgumentException(name + " must have at least 1 example, got none");
    }
    return List.copyOf(examples);
  }

  /**
   * The short examples, in the same order.
   *
   * @param length most tokens, parentheses not counted
   * @return those that have no more
   * @throws IllegalArgumentException if a part has none
   */
  public ListOpsData atMost(int length) {
    return new ListOpsData(
        shorter("train", train, length),
        shorter("valid", valid, length),
        shorter("test", test, length));
  }

  private static List<ListOpsExample> shorter(
      String name, List<ListOpsExample> examples, int length) {
    List<ListOpsExample> shorter =
        examples.stream().filter(each -> each.expression().length() <= length).toList();
    if (shorter.isEmpty()) {
      throw new IllegalArgumentException(
          name + " must have examples of at most " + length + " tokens, got none");
    }
    return shorter;
  }

  /** Digest of every label and token in order. */
  String sha256() {
    MessageDigest digest = Sha256.start();
    for (List<ListOpsExample> part : List.of(train, valid, test)) {
      for (ListOpsExample example : part) {
        Expression expression = example.expression();
        digest.update((byte) example.label());
        for (int i = 0; i < expression.length(); i++) {
          digest.update((byte) expression.code(i));
        }
        digest.update((byte) -1);
      }
      digest.update((byte) -2);
    }
    return Sha256.finish(digest);
  }
}
