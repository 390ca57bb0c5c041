package io.github.gumbelrao.bench.measurement.sweep;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The trials of a sweep: a function of space, seed, and what came of trials before.
 *
 * <p>Later rounds of a cell depend on its earlier ones, and on nothing else.
 */
public final class SweepPlan {

  /** Of cells and of trials. */
  private static final int MAX = 1_000_000;

  private final SearchSpace space;
  private final Objective objective;
  private final long seed;
  private final List<CellSearch> cells;
  private final Map<Map<String, Object>, CellSearch> byCell;

  /**
   * A plan of some cells.
   *
   * @param space what is tried
   * @param objective what the best setting is best in
   * @param seed of the whole sweep
   * @throws IllegalArgumentException if there are more than a million trials
   */
  public SweepPlan(SearchSpace space, Objective objective, long seed) {
    this(space, objective, seed, cells(space, objective, seed));
    checkCount("trials", BigInteger.valueOf(size()));
  }

  private SweepPlan(SearchSpace space, Objective objective, long seed, List<CellSearch> cells) {
    this.space = space;
    this.objective = objective;
    this.seed = seed;
    this.cells = List.copyOf(cells);
    byCell = this.cells.stream().collect(Collectors.toMap(CellSearch::cell, each -> each));
  }

  private static List<CellSearch> cells(SearchSpace space, Objective objective, long seed) {
    // Before any is made: there may be more than fit into memory.
    checkCount("cells", SearchSpace.combinationCount(space.cells()));
    List<Map<String, Object>> cells = SearchSpace.combinations(space.cells());
    checkCount(
        "trials", cells.stream().map(space::firstTrials).reduce(BigInteger.ZERO, BigInteger::add));
    return cells.stream().map(cell -> new CellSearch(space, objective, seed, cell)).toList();
  }

  private static void checkCount(String what, BigInteger count) {
    if (count.compareTo(BigInteger.valueOf(MAX)) > 0) {
      throw new IllegalArgumentException(
          "a sweep must have at most %d %s, got %d".formatted(MAX, what, count));
    }
  }

  /**
   * The part of the sweep that one of several shards does: whole cells, as the best of a cell is
   * chosen among its own trials.
   *
   * @param shard which, and of how many
   * @return every n-th cell
   * @throws IllegalArgumentException if there are more shards than cells
   */
  public SweepPlan part(Shard shard) {
    if (shard.of() > cells.size()) {
      throw new IllegalArgumentException(
          "--shard must have at most as many shards as the sweep has cells, "
              + cells.size()
              + ", got "
              + shard);
    }
    List<CellSearch> mine = new ArrayList<>();
    for (int i = shard.number() - 1; i < cells.size(); i += shard.of()) {
      mine.add(cells.get(i));
    }
    return new SweepPlan(space, objective, seed, mine);
  }

  /**
   * What is tried.
   *
   * @return the space
   */
  public SearchSpace space() {
    return space;
  }

  /**
   * What the best setting is best in.
   *
   * @return the objective
   */
  public Objective objective() {
    return objective;
  }

  /**
   * The seed of the whole sweep.
   *
   * @return any number
   */
  public long seed() {
    return seed;
  }

  /**
   * The cells of the table.
   *
   * @return settings by name, in the order of the table
   */
  public List<Map<String, Object>> cells() {
    return cells.stream().map(CellSearch::cell).toList();
  }

  /**
   * How many trials there will be, if no setting drops out for want of numbers.
   *
   * @return at least 1
   */
  public long size() {
    return cells.stream().mapToLong(SweepPlan::size).sum();
  }

  private static long size(CellSearch cell) {
    return IntStream.range(0, cell.stages()).mapToLong(cell::size).sum();
  }

  /**
   * How many trials a cell will have, if no setting drops out for want of numbers.
   *
   * @param cell one of {@link #cells}
   * @return at least 1
   */
  public long size(Map<String, Object> cell) {
    return size(search(cell));
  }

  /**
   * What a cell would come to if its first settings were always the best: as many trials as there
   * will be, with the settings that each round has.
   *
   * @param cell one of {@link #cells}
   * @return by round
   */
  public List<SweepTrial> expected(Map<String, Object> cell) {
    return search(cell).expected();
  }

  /**
   * Every trial that is known by now, whether it has ended or not.
   *
   * @param outcomes of trials, by their id
   * @return in the order of the results: by cell, then by round
   */
  public List<SweepTrial> trials(Map<String, TrialOutcome> outcomes) {
    List<SweepTrial> trials = new ArrayList<>();
    cells.forEach(cell -> trials.addAll(trials(cell, outcomes)));
    return trials;
  }

  private static List<SweepTrial> trials(CellSearch cell, Map<String, TrialOutcome> outcomes) {
    List<SweepTrial> trials = new ArrayList<>();
    for (int stage = 0; stage < cell.stages(); stage++) {
      Optional<List<SweepTrial>> round = cell.trials(stage, outcomes);
      if (round.isEmpty()) {
        break;
      }
      trials.addAll(round.get());
    }
    return trials;
  }

  /**
   * The known trials that have not ended, or were cancelled.
   *
   * @param outcomes of trials, by their id
   * @return in the order of the results; none if the sweep is complete
   */
  public List<SweepTrial> missing(Map<String, TrialOutcome> outcomes) {
    return trials(outcomes).stream().filter(trial -> !CellSearch.ended(trial, outcomes)).toList();
  }

  /**
   * The known trials of one cell.
   *
   * @param cell one of {@link #cells}
   * @param outcomes of trials, by their id
   * @return in the order of the results
   */
  public List<SweepTrial> trials(Map<String, Object> cell, Map<String, TrialOutcome> outcomes) {
    return trials(search(cell), outcomes);
  }

  /**
   * The trials of a cell's best setting, one for each repetition.
   *
   * @param cell one of {@link #cells}
   * @param outcomes of trials, by their id
   * @return none as long as the search of the cell goes on, or if no setting has a number
   */
  public List<SweepTrial> best(Map<String, Object> cell, Map<String, TrialOutcome> outcomes) {
    return search(cell).best(outcomes);
  }

  private CellSearch search(Map<String, Object> cell) {
    CellSearch search = byCell.get(cell);
    if (search == null) {
      throw new IllegalArgumentException("cell must be of the plan, got " + cell);
    }
    return search;
  }
}
