package io.github.gumbelrao.bench.measurement.sweep;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a sweep tries. Every combination of the cells' values is one cell of the table; within a
 * cell the searched settings run over their whole grid, or are drawn at random.
 */
public final class SearchSpace {

  private final String name;
  private final Map<String, List<Object>> cells;
  private final Map<String, Object> fixed;
  private final SearchedSettings search;
  private final int draws;
  private final int replicates;
  private final Map<String, Object> finalist;
  private final Optional<Halving> halving;
  private final Map<String, Object> json;

  SearchSpace(
      String name,
      Map<String, List<Object>> cells,
      Map<String, Object> fixed,
      SearchedSettings search,
      int draws,
      int replicates,
      Map<String, Object> finalist,
      Optional<Halving> halving,
      Map<String, Object> json) {
    this.name = name;
    this.cells = Collections.unmodifiableMap(new LinkedHashMap<>(cells));
    this.fixed = Collections.unmodifiableMap(new LinkedHashMap<>(fixed));
    this.search = search;
    this.draws = draws;
    this.replicates = replicates;
    this.finalist = Collections.unmodifiableMap(new LinkedHashMap<>(finalist));
    this.halving = halving;
    this.json = Collections.unmodifiableMap(new LinkedHashMap<>(json));
  }

  /**
   * The name that a person gave it.
   *
   * @return such as {@code table2}
   */
  public String name() {
    return name;
  }

  /**
   * Values that make the cells of the table, by setting.
   *
   * @return in the order of the table
   */
  public Map<String, List<Object>> cells() {
    return cells;
  }

  /**
   * Settings that are the same in all trials.
   *
   * @return by name
   */
  public Map<String, Object> fixed() {
    return fixed;
  }

  /**
   * The names of the searched settings.
   *
   * @return in the order of the file
   */
  public List<String> searched() {
    return List.copyOf(search.usual().keySet());
  }

  /**
   * Settings that a cell's best gets when it is measured once more.
   *
   * @return by name; empty if its first measurement is the last
   */
  public Map<String, Object> finalist() {
    return finalist;
  }

  /**
   * How hopeless settings are left out early.
   *
   * @return empty if none is
   */
  public Optional<Halving> halving() {
    return halving;
  }

  /**
   * Repetitions of each setting with seeds of their own.
   *
   * @return at least 1
   */
  public int replicates() {
    return replicates;
  }

  /**
   * The space as it was read, for the record of the run.
   *
   * @return plain values by name
   */
  public Map<String, Object> json() {
    return json;
  }

  /**
   * Values that a setting has.
   *
   * @param setting its name
   * @return all of a list, both ends of a range, or the one that is fixed; over all cells
   */
  public List<Object> values(String setting) {
    if (cells.containsKey(setting)) {
      return cells.get(setting);
    }
    if (fixed.containsKey(setting)) {
      return List.of(fixed.get(setting));
    }
    return search.values(setting);
  }

  /** Every combination of the values of lists, the last list running fastest. */
  static List<Map<String, Object>> combinations(Map<String, List<Object>> lists) {
    List<Map<String, Object>> all = List.of(Map.of());
    for (Map.Entry<String, List<Object>> list : lists.entrySet()) {
      List<Map<String, Object>> finer = new ArrayList<>();
      for (Map<String, Object> each : all) {
        for (Object value : list.getValue()) {
          Map<String, Object> more = new LinkedHashMap<>(each);
          more.put(list.getKey(), value);
          finer.add(more);
        }
      }
      all = finer;
    }
    return all;
  }

  /** How many combinations that are. */
  static BigInteger combinationCount(Map<String, List<Object>> lists) {
    return lists.values().stream()
        .map(list -> BigInteger.valueOf(list.size()))
        .reduce(BigInteger.ONE, BigInteger::multiply);
  }

  /** How many trials the first round of a cell has, none of which is made. */
  BigInteger firstTrials(Map<String, Object> cell) {
    BigInteger settings = draws == 0 ? search.gridSize(cell) : search.size(cell, draws);
    return settings.multiply(BigInteger.valueOf(replicates));
  }

  SearchedSettings search() {
    return search;
  }

  /** Settings that are drawn for each cell; 0 if the grid is run over. */
  int draws() {
    return draws;
  }

  /**
   * Successive halving: all settings are tried on a small budget, the best of them on a larger one.
   *
   * <p>Source: Jamieson and Talwalkar (2016), arXiv:1502.07943. Every rung starts anew, so that a
   * trial stays a function of its settings.
   *
   * @param setting name of a whole number that is the budget, such as {@code steps}
   * @param factor by which the budget grows and the number of settings shrinks, at least 2
   * @param rungs number of budgets, from 2 to 20; the last is the whole budget
   */
  public record Halving(String setting, int factor, int rungs) {

    private static final int MAX_RUNGS = 20;

    /** Checks the components. */
    public Halving {
      if (factor < 2 || rungs < 2) {
        throw new IllegalArgumentException(
            "halving must have a factor and rungs of at least 2, got " + factor + " and " + rungs);
      }
      if (rungs > MAX_RUNGS) {
        throw new IllegalArgumentException(
            "halving must have at most " + MAX_RUNGS + " rungs, got " + rungs);
      }
    }

    /** The budget of a rung, from 0. */
    int budget(int whole, int rung) {
      double share = Math.pow(factor, rung - (rungs - 1));
      return (int) Math.max(1, Math.round(whole * share));
    }

    /** How many of so many settings go on to the next rung. */
    int survivors(int settings) {
      return (settings + factor - 1) / factor;
    }
  }
}
