package io.github.gumbelrao.listops;

/**
 * One row of a ListOps file.
 *
 * @param label the value that the file claims for the expression, a digit in {@code [0, 9]}; it is
 *     not held against {@link Expression#evaluate()} here, but by {@link ListOpsReader}
 * @param expression the expression
 */
public record ListOpsExample(int label, Expression expression) {

  /** Checks the label. */
  public ListOpsExample {
    if (!(label >= 0 && label <= 9)) {
      throw new IllegalArgumentException("label must be in [0, 9], got " + label);
    }
  }
}
