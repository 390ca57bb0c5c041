package io.github.gumbelrao.bench.measurement.sweep;

import java.math.BigInteger;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The settings that a sweep searches within each cell, and where.
 *
 * @param usual by setting, in the order of the file
 * @param except cells that have others; where several fit, the last one counts
 */
record SearchedSettings(Map<String, Distribution> usual, List<Except> except) {

  /** For each draw: in a range that holds a few numbers alone, others are not found. */
  private static final int MOST_TRIES = 100;

  /** Copies the collections. */
  SearchedSettings {
    usual = Collections.unmodifiableMap(new LinkedHashMap<>(usual));
    except = List.copyOf(except);
  }

  /** What is searched in a cell, in the usual order. */
  Map<String, Distribution> of(Map<String, Object> cell) {
    Map<String, Distribution> search = new LinkedHashMap<>(usual);
    except.stream().filter(each -> each.fits(cell)).forEach(each -> search.putAll(each.search));
    return search;
  }

  /** All values of a setting that is searched, over all cells: of a range both ends. */
  List<Object> values(String setting) {
    Set<Object> values = new LinkedHashSet<>(values(usual.get(setting)));
    except.stream()
        .filter(each -> each.search.containsKey(setting))
        .forEach(each -> values.addAll(values(each.search.get(setting))));
    return List.copyOf(values);
  }

  private static List<Object> values(Distribution distribution) {
    return distribution instanceof Distribution.Choices choices
        ? choices.values()
        : List.of(distribution.at(0), distribution.at(1));
  }

  /** The whole grid of a cell, the last setting running fastest; all must be lists. */
  List<Map<String, Object>> grid(Map<String, Object> cell) {
    return SearchSpace.combinations(lists(cell));
  }

  /** How many settings a cell has: so many draws, or its whole grid if that has no more. */
  BigInteger size(Map<String, Object> cell, int draws) {
    BigInteger most = BigInteger.valueOf(draws);
    return isGrid(cell) ? gridSize(cell).min(most) : most;
  }

  private boolean isGrid(Map<String, Object> cell) {
    return of(cell).values().stream().allMatch(each -> each instanceof Distribution.Choices);
  }

  /** How many settings that grid has. */
  BigInteger gridSize(Map<String, Object> cell) {
    return SearchSpace.combinationCount(lists(cell));
  }

  private Map<String, List<Object>> lists(Map<String, Object> cell) {
    Map<String, List<Object>> lists = new LinkedHashMap<>();
    of(cell).forEach((setting, distribution) -> lists.put(setting, values(distribution)));
    return lists;
  }

  /**
   * So many random settings of a cell, no two alike; those of a draw depend on its number and the
   * seed alone. A grid that has no more of them is tried as a whole.
   */
  List<Map<String, Object>> drawn(Map<String, Object> cell, int draws, UnitNumbers numbers) {
    if (isGrid(cell) && size(cell, draws).equals(gridSize(cell))) {
      return grid(cell);
    }
    Set<Map<String, Object>> all = new LinkedHashSet<>();
    for (int draw = 1; all.size() < draws && draw <= MOST_TRIES * draws; draw++) {
      Map<String, Object> drawn = new LinkedHashMap<>();
      for (Map.Entry<String, Distribution> each : of(cell).entrySet()) {
        drawn.put(each.getKey(), each.getValue().at(numbers.of(draw, each.getKey())));
      }
      all.add(drawn);
    }
    return List.copyOf(all);
  }

  /** A number in [0, 1) for a draw and a setting. */
  @FunctionalInterface
  interface UnitNumbers {
    double of(int draw, String setting);
  }

  /**
   * Cells where settings have other values than usual.
   *
   * @param cells values that a cell has one of, by setting
   * @param search what is searched there instead
   */
  record Except(Map<String, List<Object>> cells, Map<String, Distribution> search) {

    /** Copies the maps. */
    Except {
      cells = Map.copyOf(cells);
      search = Collections.unmodifiableMap(new LinkedHashMap<>(search));
    }

    boolean fits(Map<String, Object> cell) {
      return cells.entrySet().stream()
          .allMatch(each -> each.getValue().contains(cell.get(each.getKey())));
    }
  }

  /** The values that a setting is searched in. */
  sealed interface Distribution {

    /**
     * Maps a uniform number to a value.
     *
     * @param uniform in [0, 1)
     * @return a number or a text
     */
    Object at(double uniform);

    /**
     * A list of values, each equally likely.
     *
     * @param values at least one, all different
     */
    record Choices(List<Object> values) implements Distribution {
      public Choices {
        values = List.copyOf(values);
      }

      @Override
      public Object at(double uniform) {
        return values.get((int) (uniform * values.size()));
      }
    }

    /**
     * Numbers between two ends.
     *
     * @param low lower end
     * @param high upper end, above the lower one
     */
    record Uniform(double low, double high) implements Distribution {
      @Override
      public Object at(double uniform) {
        return low + (high - low) * uniform;
      }
    }

    /**
     * Numbers whose logarithm is uniform between those of two ends.
     *
     * @param low lower end, above 0
     * @param high upper end, above the lower one
     */
    record LogUniform(double low, double high) implements Distribution {
      @Override
      public Object at(double uniform) {
        return low * Math.pow(high / low, uniform);
      }
    }
  }
}
