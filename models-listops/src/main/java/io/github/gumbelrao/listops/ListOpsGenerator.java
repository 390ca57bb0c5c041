package io.github.gumbelrao.listops;

import io.github.gumbelrao.core.internal.Checks;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.ListSampler;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Makes data as Nangia and Bowman (2018) made theirs: expressions are drawn from the grammar until
 * there are enough distinct ones, then shuffled and cut into splits.
 *
 * <p>Repeats are thrown away, so short expressions are rarer than in the grammar, and the rarer the
 * more examples there are: 3 draws in 4 are a lone digit, but only ten examples can be. The shuffle
 * gives every split the same law; without it, the last would lack the short ones.
 *
 * <p>The generator is XoShiRo256++ with draws of integers alone, so that the same call gives the
 * same examples on every machine. Time is that of the draws: 100,000 examples take about a second.
 */
public final class ListOpsGenerator {

  /** Draws that are made for each example wanted, and in any case, before giving up. */
  private static final long DRAWS_PER_EXAMPLE = 1000;

  private static final long DRAWS_IN_ANY_CASE = 10_000_000;

  private ListOpsGenerator() {}

  /**
   * Generates distinct examples.
   *
   * @param settings what they may be
   * @param count how many, &gt;= 0
   * @return {@code count} examples in random order; cannot be changed
   * @throws IllegalArgumentException if {@code count} is negative, or if ten million draws and a
   *     thousand more per example do not give enough distinct ones
   */
  public static List<ListOpsExample> examples(GeneratorSettings settings, int count) {
    Checks.atLeast("count", count, 0);
    UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(settings.seed());
    List<Expression> expressions = new ArrayList<>(distinct(settings, count, random));
    ListSampler.shuffle(random, expressions);
    return expressions.stream().map(each -> new ListOpsExample(each.evaluate(), each)).toList();
  }

  /**
   * Generates splits that share no example.
   *
   * @param settings what the examples may be
   * @param sizes number of examples of each split, each &gt;= 0, in all at most the greatest int
   * @return the splits in the order of {@code sizes}: {@link #examples} of their sum, cut; cannot
   *     be changed
   * @throws IllegalArgumentException if a size is negative or there are not enough distinct
   *     examples
   * @throws ArithmeticException if the sizes sum to more than the greatest int
   */
  public static List<List<ListOpsExample>> splits(GeneratorSettings settings, int... sizes) {
    int count = 0;
    for (int size : sizes) {
      count = Math.addExact(count, Checks.atLeast("size", size, 0));
    }
    List<ListOpsExample> examples = examples(settings, count);
    List<List<ListOpsExample>> splits = new ArrayList<>();
    int start = 0;
    for (int size : sizes) {
      splits.add(examples.subList(start, start + size));
      start += size;
    }
    return List.copyOf(splits);
  }

  private static Set<Expression> distinct(
      GeneratorSettings settings, int count, UniformRandomProvider random) {
    ExpressionDraw draw = new ExpressionDraw(random, settings.maxLength(), settings.maxDepth());
    // Keeps the order of the draws: that of a plain set is no promise of the platform.
    Set<Expression> found = new LinkedHashSet<>();
    long most = DRAWS_IN_ANY_CASE + DRAWS_PER_EXAMPLE * count;
    for (long draws = 0; found.size() < count; draws++) {
      if (draws == most) {
        throw new IllegalArgumentException(
            ("settings must allow " + count + " distinct examples, got " + found.size())
                + (" in " + most + " draws with " + settings));
      }
      Optional<Expression> drawn = draw.next();
      if (drawn.isPresent() && drawn.get().length() >= settings.minLength()) {
        found.add(drawn.get());
      }
    }
    return found;
  }
}
