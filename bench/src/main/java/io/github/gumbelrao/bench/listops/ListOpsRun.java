package io.github.gumbelrao.bench.listops;

import io.github.gumbelrao.bench.listops.ListOpsPlan.Cell;
import io.github.gumbelrao.bench.measurement.Exhibit;
import io.github.gumbelrao.bench.study.Progress;
import io.github.gumbelrao.bench.study.Sink;
import io.github.gumbelrao.bench.study.StudyRun;
import io.github.gumbelrao.listops.training.Evaluation;
import io.github.gumbelrao.listops.training.ListOpsData;
import io.github.gumbelrao.listops.training.TrainingProgress;
import io.github.gumbelrao.listops.training.Trial;
import io.github.gumbelrao.listops.training.TrialResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.tensorflow.proto.ConfigProto;

/**
 * Trains the parser with every estimator at every temperature and reports its accuracy at the best
 * validation epoch, and its trees.
 *
 * <p>Source: section 5.3, table 1 and appendix D.1 of Paulus, Maddison and Krause (2021),
 * arXiv:2010.04838.
 */
public final class ListOpsRun implements StudyRun {

  /** Name of the study and of its folder. */
  public static final String NAME = "listops";

  /** Trees drawn for each estimator at each temperature. */
  private static final int DRAWN = 2;

  private final ListOpsPlan plan;
  private final String dataset;
  private final ListOpsData data;
  private final ConfigProto session;
  private final Optional<Path> checkpoints;
  private final Consumer<String> warn;
  private final List<Exhibit> exhibits = new ArrayList<>();

  private ListOpsRun(
      ListOpsPlan plan,
      String dataset,
      ListOpsData data,
      ConfigProto session,
      Optional<Path> checkpoints,
      Consumer<String> warn) {
    this.plan = plan;
    this.dataset = dataset;
    this.data = data.atMost(plan.schedule().maxLength());
    this.session = session;
    this.checkpoints = checkpoints;
    this.warn = warn;
  }

  /**
   * Creates the study.
   *
   * @param plan what to train
   * @param dataset name of the data
   * @param data of which examples within the plan's length are used
   * @param session threads and device
   * @param checkpoints folder for checkpoints of trainings that are not done; empty for none
   * @param warn receives warnings, in one sentence each
   * @return the study
   * @throws IllegalArgumentException if a part of the data has no example that is short enough
   */
  public static ListOpsRun of(
      ListOpsPlan plan,
      String dataset,
      ListOpsData data,
      ConfigProto session,
      Optional<Path> checkpoints,
      Consumer<String> warn) {
    return new ListOpsRun(plan, dataset, data, session, checkpoints, warn);
  }

  @Override
  public long work() {
    return work(plan, data.train().size());
  }

  /**
   * How many units of work a plan has: training steps, and what building the graphs takes in steps.
   *
   * @param plan what to train
   * @param examples to train on
   * @return units of work
   */
  public static long work(ListOpsPlan plan, int examples) {
    // What is beyond a long is cut to its end by the cast.
    return (long)
        plan.cells(1).stream()
            .map(plan::settings)
            .mapToDouble(each -> Trial.steps(each, examples) + Trial.buildingSteps(each))
            .map(each -> plan.seeds() * each)
            .sum();
  }

  private Trial trial(Cell cell) {
    return Trial.of(plan.settings(cell), data);
  }

  @Override
  public void run(Sink sink, Progress progress) throws IOException {
    ListOpsRows rows = new ListOpsRows(plan, dataset, data.valid().size());
    for (Cell cell : plan.cells()) {
      TrialResult result =
          trial(cell)
              .run(
                  session,
                  checkpoints,
                  new TrainingProgress() {
                    @Override
                    public void built(long steps) {
                      progress.advance(steps, stage(cell, 1));
                    }

                    @Override
                    public void advance(int epoch, int steps) {
                      progress.advance(steps, stage(cell, epoch));
                    }

                    @Override
                    public void warned(String sentence) {
                      warn.accept(sentence);
                    }

                    @Override
                    public void resume(int epoch, int steps) {
                      progress.resume(steps, stage(cell, epoch));
                    }
                  });
      rows.write(cell, result, sink);
      if (cell.seed() == plan.seed()) {
        result.test().ifPresent(test -> exhibit(cell, test));
      }
    }
  }

  private static String stage(Cell cell, int epoch) {
    return cell.trees() + ", seed " + cell.seed() + ", epoch " + epoch;
  }

  private void exhibit(Cell cell, Evaluation test) {
    if (cell.estimator().isEmpty()) {
      return;
    }
    String of = cell.trees() + ListOpsRows.at(cell);
    for (Evaluation.ParsedExample tree :
        test.trees().subList(0, Math.min(DRAWN, test.trees().size()))) {
      String caption =
          "Value %d, answered %d; learning rate %s, seed %d."
              .formatted(tree.label(), tree.answer(), cell.learningRate(), cell.seed());
      exhibits.add(
          Exhibit.trees("A tree of the test set by " + of, caption, tree.predicted(), tree.gold()));
    }
  }

  @Override
  public List<Exhibit> exhibits() {
    return List.copyOf(exhibits);
  }

  @Override
  public void deleteCheckpoints() throws IOException {
    if (checkpoints.isPresent()) {
      for (Cell cell : plan.cells()) {
        trial(cell).deleteCheckpoints(session, checkpoints.get());
      }
    }
  }
}
