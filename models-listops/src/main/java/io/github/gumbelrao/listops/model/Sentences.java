package io.github.gumbelrao.listops.model;

import io.github.gumbelrao.listops.ListOpsExample;
import java.util.List;

/**
 * Sentences that go through the model together.
 *
 * @param examples at least one
 */
public record Sentences(List<ListOpsExample> examples) {

  /** Copies the list and refuses an empty one. */
  public Sentences {
    examples = List.copyOf(examples);
    if (examples.isEmpty()) {
      throw new IllegalArgumentException("examples must not be empty, got []");
    }
  }

  /**
   * How many there are.
   *
   * @return at least 1
   */
  public int size() {
    return examples.size();
  }

  /**
   * Tokens of the longest.
   *
   * @return at least 1
   */
  public int longest() {
    return examples.stream().mapToInt(example -> example.expression().length()).max().orElseThrow();
  }

  int length(int row) {
    return examples.get(row).expression().length();
  }

  int code(int row, int index) {
    return examples.get(row).expression().code(index);
  }

  int[] lengths() {
    return examples.stream().mapToInt(example -> example.expression().length()).toArray();
  }

  int[] labels() {
    return examples.stream().mapToInt(ListOpsExample::label).toArray();
  }
}
