package io.github.gumbelrao.bench.listops;

import io.github.gumbelrao.bench.listops.ListOpsPlan.Cell;
import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.bench.study.Sink;
import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.listops.training.EpochResult;
import io.github.gumbelrao.listops.training.Evaluation;
import io.github.gumbelrao.listops.training.Evaluation.Share;
import io.github.gumbelrao.listops.training.TrialResult;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The rows of one training.
 *
 * @param plan what is trained
 * @param dataset name of the data
 * @param validExamples size of the validation set
 */
record ListOpsRows(ListOpsPlan plan, String dataset, int validExamples) {

  void write(Cell cell, TrialResult result, Sink sink) throws IOException {
    String diverged =
        result.diverged()
            ? "diverged at step " + result.divergedAt() + ": loss or gradient not finite"
            : "";
    Trained trained = new Trained(cell, sink, diverged);
    for (EpochResult epoch : result.epochs()) {
      trained.epoch(epoch);
    }
    if (result.test().isPresent()) {
      trained.test(result.test().get(), result.bestEpoch());
    } else {
      int last = result.epochs().size();
      trained.row("test_accuracy", Estimate.alone(Double.NaN), 0, "", Optional.empty(), last);
    }
  }

  /** Where a cell's estimator is run, in words. */
  static String at(Cell cell) {
    return cell.temperature().isPresent()
        ? " at temperature " + cell.temperature().getAsDouble()
        : "";
  }

  /** The columns of a training's rows. */
  static Measurement.Context context(
      Cell cell, String dataset, int maxLength, int batchSize, OptionalInt epoch) {
    return new Measurement.Context(
        ListOpsRun.NAME,
        dataset,
        cell.trees(),
        cell.temperature(),
        cell.estimator().map(Estimator::samples).orElse(OptionalInt.empty()),
        maxLength - 1,
        maxLength - 2,
        OptionalInt.of(batchSize),
        cell.seed(),
        epoch);
  }

  /** The rows of one training. */
  private final class Trained {

    private final Cell cell;
    private final Sink sink;
    private final String diverged;

    Trained(Cell cell, Sink sink, String diverged) {
      this.cell = cell;
      this.sink = sink;
      this.diverged = diverged;
    }

    void epoch(EpochResult epoch) throws IOException {
      int number = epoch.epoch();
      long steps = epoch.steps();
      row("train_loss", Estimate.alone(epoch.trainLoss()), steps, "nats", Optional.empty(), number);
      row(
          "valid_loss",
          Estimate.alone(epoch.validLoss()),
          validExamples,
          "nats",
          Optional.empty(),
          number);
      double p = epoch.validAccuracy();
      Estimate accuracy = new Estimate(p, Math.sqrt(p * (1 - p) / validExamples));
      row("valid_accuracy", accuracy, validExamples, "", Optional.empty(), number);
      // Fixed trees have no gradient to lose, and sentences of one token no tree.
      if (cell.estimator().isPresent() && Double.isFinite(epoch.zeroSteps())) {
        row(
            "zero_gradient_share",
            Estimate.alone(epoch.zeroSteps()),
            steps,
            "",
            Optional.empty(),
            number);
        row(
            "zero_gradient_trees",
            Estimate.alone(epoch.zeroSentences()),
            steps,
            "",
            Optional.empty(),
            number);
        row(
            "not_finite_share",
            Estimate.alone(epoch.notFiniteSteps()),
            steps,
            "",
            Optional.empty(),
            number);
      }
    }

    void test(Evaluation test, int epoch) throws IOException {
      long count = test.accuracy().count();
      share("test_accuracy", test.accuracy(), Optional.empty(), epoch);
      row("test_loss", Estimate.alone(test.loss()), count, "nats", Optional.empty(), epoch);
      if (test.f1().count() > 0) {
        row(
            "parse_f1",
            Estimate.alone(test.f1().value()),
            test.f1().count(),
            "",
            Optional.empty(),
            epoch);
        share("tree_exact", test.exact(), Optional.empty(), epoch);
      }
      for (Map.Entry<Integer, Share> length : test.byLength().entrySet()) {
        String range = (length.getKey() - 4) + " to " + length.getKey();
        share("test_accuracy_by_length", length.getValue(), part(Case.Kind.LENGTH, range), epoch);
      }
      for (Map.Entry<Integer, Share> depth : test.byDepth().entrySet()) {
        share(
            "test_accuracy_by_depth",
            depth.getValue(),
            part(Case.Kind.DEPTH, depth.getKey()),
            epoch);
      }
    }

    private static Optional<Case.Part> part(Case.Kind kind, Object value) {
      return Optional.of(new Case.Part(kind, value.toString()));
    }

    /** A share of examples, with the standard error of a binomial one. */
    private void share(String metric, Share share, Optional<Case.Part> part, int epoch)
        throws IOException {
      double p = share.value();
      Estimate estimate = new Estimate(p, Math.sqrt(p * (1 - p) / share.count()));
      row(metric, estimate, share.count(), "", part, epoch);
    }

    void row(
        String metric,
        Estimate estimate,
        long count,
        String unit,
        Optional<Case.Part> part,
        int epoch)
        throws IOException {
      Case found = rate();
      if (!Double.isFinite(estimate.value())) {
        found = found.noting(diverged);
      } else if (part.isPresent()) {
        found = found.and(part.get().kind(), part.get().value());
      }
      sink.accept(new Measurement(context(epoch), found, metric, estimate, count, unit));
    }

    /** Written where there is more than one. */
    private Case rate() {
      return plan.learningRates().size() == 1
          ? Case.NONE
          : Case.of(Case.Kind.LEARNING_RATE, cell.learningRate());
    }

    private Measurement.Context context(int epoch) {
      ListOpsPlan.Schedule schedule = plan.schedule();
      return ListOpsRows.context(
          cell, dataset, schedule.maxLength(), schedule.batchSize(), OptionalInt.of(epoch));
    }
  }
}
