package io.github.gumbelrao.listops.training;

import io.github.gumbelrao.core.internal.Checks;
import io.github.gumbelrao.core.noise.Seeds;
import io.github.gumbelrao.listops.ListOpsExample;
import io.github.gumbelrao.listops.model.Sentences;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** Which examples share a step: those of like length, every example once, in random order. */
final class BatchPlan {

  private BatchPlan() {}

  /**
   * The batches of one epoch, a function of its arguments.
   *
   * @param size examples of a batch; the last in the order of length may have fewer
   */
  static List<Sentences> epoch(List<ListOpsExample> examples, int size, long seed, int epoch) {
    Random random = new Random(Seeds.of(seed, "order/" + epoch));
    List<ListOpsExample> shuffled = new ArrayList<>(examples);
    Collections.shuffle(shuffled, random);
    List<Sentences> batches = new ArrayList<>(byLength(shuffled, size));
    Collections.shuffle(batches, random);
    return batches;
  }

  /**
   * Examples in the order of their length, cut into batches; equally long ones keep their order.
   */
  static List<Sentences> byLength(List<ListOpsExample> examples, int size) {
    List<ListOpsExample> sorted = new ArrayList<>(examples);
    sorted.sort(Comparator.comparingInt(example -> example.expression().length()));
    List<Sentences> batches = new ArrayList<>();
    for (int first = 0; first < sorted.size(); first += size) {
      int end = Math.min(first + size, sorted.size());
      batches.add(new Sentences(sorted.subList(first, end)));
    }
    return batches;
  }

  /**
   * Lengths for which there are graphs: the longest, and each next about a third shorter, so that
   * at most that much of a step is spent on padding.
   *
   * @return ascending, none below 5 but the longest
   */
  static List<Integer> lengths(int longest) {
    Checks.atLeast("longest", longest, 3);
    List<Integer> lengths = new ArrayList<>();
    for (int length = longest; length >= 5 || lengths.isEmpty(); length = length * 5 / 7) {
      lengths.add(0, length);
    }
    return lengths;
  }
}
